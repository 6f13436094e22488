using System.Net;
using Microsoft.Extensions.Options;
using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Journal;
using PersistentChat.Server.SignIn;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Server.Api;

/// <summary>Makes access tokens and recognises them: <c>pchat_</c> and <see cref="Secrets"/>. Wrong ones are counted.</summary>
internal sealed class ApiTokens(Journal journal, IOptions<SignInOptions> rules, TimeProvider clock, ILogger<ApiTokens> logger)
{
    private const string Prefix = "pchat_";

    private readonly FailedSignIns<IPAddress> _failures =
        new(rules.Value.FreeFailuresPerAddress, rules.Value.MaxDelayPerAddress, rules.Value, clock);

    /// <summary>A new secret for a token with an id, and what is kept of it.</summary>
    public static (string Secret, string Hash) Make(Guid id) => Secrets.Make(Prefix, id);

    /// <summary>
    /// How long an address should wait after its wrong tokens; null: not at all. What is right is right all the same: nobody guesses 256
    /// bits, however quickly, and behind one address may be all the programs of a machine.
    /// </summary>
    public TimeSpan? DelayOf(IPAddress? remote) =>
        _failures.DelayOf(NetworkOf(remote)) is var delay && delay > TimeSpan.Zero ? delay : null;

    /// <summary>Null: it is no token, or none that holds now; then it counts as a failure of the address.</summary>
    public Caller? Recognize(string presented, IPAddress? remote)
    {
        var pool = journal.Committed;
        if (Find(presented) is not { } token || token.ExpiresAt <= clock.GetUtcNow()
            || pool.Person(token.PersonId) is not { Enabled: true } person)
        {
            _failures.Add(NetworkOf(remote));
            logger.TokenRefused(remote);
            return null;
        }

        if (UseToken.IsDue(token, clock.GetUtcNow()))
        {
            // Nobody waits for it: whether a token's use is noted does not decide about the request.
            _ = journal.SubmitAsync(new UseToken(token.Id), outcome => logger.TokenUsed(token.Id, person.Uri, outcome.IsRefused));
        }

        return new Caller(person, token.Role);
    }

    private AccessToken? Find(string presented) =>
        Secrets.IdOf(Prefix, presented) is { } id && journal.Committed.Tokens.TryGetValue(id, out var token)
        && Secrets.Fits(presented, token.SecretHash)
            ? token
            : null;

    private static IPAddress NetworkOf(IPAddress? remote) =>
        RemoteNetwork.Of(remote is null ? null : new IPEndPoint(remote, 0));
}
