using Microsoft.Extensions.Options;
using PersistentChat.Management;
using PersistentChat.Rooms;
using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Server.Api;

namespace PersistentChat.Server.Browser;

/// <summary>Begins, recognises and ends the sessions of people who sign in with a browser; they are stored, and outlive the process.</summary>
internal sealed class BrowserSessions(
    Journal journal, Passwords passwords, IOptions<BrowserOptions> options, TimeProvider clock, ILogger<BrowserSessions> logger)
{
    private const string Prefix = "";

    /// <summary>Begins one for who has said its password.</summary>
    public async Task<Outcome<NewSession>> BeginAsync(PasswordProof proof)
    {
        var begun = await BeginAsync(proof.PersonId);
        if (begun.IsRefused || await Task.Run(() => passwords.Holds(proof)))
        {
            return begun;
        }

        // It was changed while this one was looked at; sessions that were there by then have been ended with that, this one has not.
        await journal.SubmitAsync(new EndSessions(proof.PersonId, begun.Value.Session.Id));
        return Refusal.Collision;
    }

    /// <summary>Begins one for somebody who has proved by other means to be this person.</summary>
    public async Task<Outcome<NewSession>> BeginAsync(Guid personId)
    {
        var id = Guid.CreateVersion7();
        var (secret, hash) = Secrets.Make(Prefix, id);
        var outcome = await journal.SubmitAsync(new BeginSession(id, personId, hash, options.Value.Rules));
        if (outcome.IsRefused)
        {
            return outcome.Refusal!;
        }

        // Who could change its person meanwhile has ended the session with it.
        return journal.Committed.Person(personId) is { } person
            ? new NewSession(person, outcome.Value, secret)
            : Refusal.NoSuchPerson;
    }

    /// <summary>Null: no session that still holds has this secret.</summary>
    public Caller? Recognize(string secret)
    {
        var now = clock.GetUtcNow();
        var pool = journal.Committed;
        if (Secrets.IdOf(Prefix, secret) is not { } id || pool.Sessions.GetValueOrDefault(id) is not { } session
            || !Secrets.Fits(secret, session.SecretHash) || session.IsOver(now, options.Value.Rules)
            || pool.Person(session.PersonId) is not { Enabled: true } person)
        {
            return null;
        }

        if (UseSession.IsDue(session, now))
        {
            // Nobody waits for it: whether its use is noted does not decide about the request.
            _ = journal.SubmitAsync(new UseSession(id), outcome => logger.SessionUsed(id, person.Uri, outcome.IsRefused));
        }

        return new Caller(person, person.Role) { Session = session };
    }

    /// <summary>Those of a person that still hold.</summary>
    public IEnumerable<BrowserSession> Of(Guid personId) => journal.Committed.Sessions.Values
        .Where(session => session.PersonId == personId && !session.IsOver(clock.GetUtcNow(), options.Value.Rules));

    /// <param name="sessionId">Null: all of the person.</param>
    public Task<Outcome<int>> EndAsync(Guid personId, Guid? sessionId) => journal.SubmitAsync(new EndSessions(personId, sessionId));

    public SessionDetails Describe(BrowserSession session) =>
        new(session.Id, session.CreatedAt, session.LastUsedAt, session.CreatedAt + options.Value.Lifetime);

    public CallerDetails Describe(Caller caller, BrowserSession session, string secret) => new(
        caller.Person?.Uri, (Management.PoolRole)caller.Role, Describe(session), Forgery.TokenFor(secret));
}
