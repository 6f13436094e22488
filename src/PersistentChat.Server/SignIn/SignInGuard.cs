using System.Net;
using Microsoft.Extensions.Options;
using PersistentChat.Sip.Authentication;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Server.SignIn;

/// <summary>
/// Writes down who signed in and who did not, and from where; and makes guessing slow, whoever guesses and whomever it is about,
/// people who do not exist included.
/// </summary>
internal sealed class SignInGuard : ISignInGuard
{
    private const int LongestName = 255;

    private readonly FailedSignIns<string> _people;
    private readonly FailedSignIns<IPAddress> _addresses;
    private readonly ILogger _logger;

    public SignInGuard(IOptions<SignInOptions> options, TimeProvider clock, ILogger<SignInGuard> logger)
    {
        var rules = options.Value;
        _people = new(rules.FreeFailuresPerPerson, rules.MaxDelayPerPerson, rules, clock);
        _addresses = new(rules.FreeFailuresPerAddress, rules.MaxDelayPerAddress, rules, clock);
        _logger = logger;
    }

    public TimeSpan? Delay(SipConnection connection, string person) => Delay(SignInSource.Of(connection), person);

    public void Failed(SipConnection connection, string person, string scheme, string reason) =>
        Failed(SignInSource.Of(connection), person, scheme, reason);

    public void Succeeded(SipConnection connection, string person, string scheme) =>
        Succeeded(SignInSource.Of(connection), person, scheme);

    /// <inheritdoc cref="Delay(SipConnection, string)"/>
    public TimeSpan? Delay(SignInSource from, string person)
    {
        var (ofPerson, ofAddress) = (_people.DelayOf(KeyOf(person)), _addresses.DelayOf(from.Network));
        var delay = ofPerson > ofAddress ? ofPerson : ofAddress;
        if (delay == TimeSpan.Zero) { return null; }
        _logger.SignInPutOff(person, from.Remote, from.ConnectionId, delay);
        return delay;
    }

    public void Failed(SignInSource from, string person, string scheme, string reason)
    {
        _people.Add(KeyOf(person));
        _addresses.Add(from.Network);
        _logger.SignInFailed(person, from.Remote, from.ConnectionId, scheme, reason);
    }

    // The address is not forgiven: whoever has an account could go on guessing those of others.
    public void Succeeded(SignInSource from, string person, string scheme)
    {
        _people.Forget(KeyOf(person));
        _logger.SignedIn(person, from.Remote, from.ConnectionId, scheme);
    }

    // A name that is too long to be anybody's costs no more than another.
    private static string KeyOf(string person) => person.Length <= LongestName ? person : "";
}
