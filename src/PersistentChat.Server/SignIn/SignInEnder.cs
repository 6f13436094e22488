using PersistentChat.Rooms.Journal;
using PersistentChat.Sip;
using PersistentChat.Sip.Registration;

namespace PersistentChat.Server.SignIn;

/// <summary>
/// Ends what a person has open when it may not have it any more: each endpoint is told why, then its dialogs end, and with them
/// its presence in rooms, and its connections close. What was opened since is left alone.
/// </summary>
internal sealed class SignInEnder(
    SignInEnds ends, AdministrativeRemoval removal, SipEndpoint sip, ILogger<SignInEnder> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (ended, at) in ends.ReadAllAsync(stoppingToken))
        {
            try
            {
                End(ended, at);
            }
            catch (Exception bug)
            {
                logger.EndingFailed(bug, ended.Person.Uri);
            }
        }
    }

    private void End(SignInsEnded ended, long at)
    {
        var (end, reason) = ended.Reason switch
        {
            SignInsEndReason.Disabled => (RegistrationEnd.Rejected, "Your account is disabled"),
            SignInsEndReason.PasswordChanged => (RegistrationEnd.Unregistered, "Your password was changed"),
            _ => throw new ArgumentOutOfRangeException(nameof(ended), ended.Reason, null),
        };
        var endpoints = removal.SignOut(ended.Person, end, reason, at);
        var connections = sip.EndAllOf(ended.Person.Uri, reason, at);
        logger.SignInsEnded(ended.Person.Uri, ended.Reason, endpoints, connections);
    }
}
