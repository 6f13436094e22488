using PersistentChat.Rooms.Journal;
using PersistentChat.Sip;
using PersistentChat.Sip.Registration;

namespace PersistentChat.Server.SignIn;

/// <summary>
/// Ends what a person has open when it may not have it any more: each endpoint is told why, then its dialogs end, and with them
/// its presence in rooms, and its connections close.
/// </summary>
internal sealed class SignInEnder(
    SignInEnds ends, AdministrativeRemoval removal, SipEndpoint sip, ILogger<SignInEnder> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var ended in ends.ReadAllAsync(stoppingToken))
        {
            try
            {
                End(ended);
            }
            catch (Exception bug)
            {
                logger.EndingFailed(bug, ended.Person.Uri);
            }
        }
    }

    private void End(SignInsEnded ended)
    {
        var (end, reason) = ended.Reason switch
        {
            SignInsEndReason.Disabled => (RegistrationEnd.Rejected, "Your account is disabled"),
            SignInsEndReason.PasswordChanged => (RegistrationEnd.Unregistered, "Your password was changed"),
            _ => throw new ArgumentOutOfRangeException(nameof(ended), ended.Reason, null),
        };
        var endpoints = removal.SignOut(ended.Person, end, reason);
        var connections = sip.EndAllOf(ended.Person.Uri, reason);
        logger.SignInsEnded(ended.Person.Uri, ended.Reason, endpoints, connections);
    }
}
