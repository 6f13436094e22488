using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Access;

/// <summary>Notes that a browser session is in use, unless that was noted within the last minute.</summary>
public sealed record UseSession(Guid SessionId) : JournalCommand<BrowserSession?>
{
    private static readonly TimeSpan Precision = TimeSpan.FromMinutes(1);

    internal override string Ids => $"{SessionId}";

    /// <summary>Whether it would be noted: nothing need be submitted otherwise.</summary>
    public static bool IsDue(BrowserSession session, DateTimeOffset now) => now - session.LastUsedAt >= Precision;

    // One that has ended meanwhile stays ended.
    internal override Outcome<BrowserSession?> Decide(Turn turn)
    {
        if (turn.Pool.Others.Sessions.GetValueOrDefault(SessionId) is not { } session || !IsDue(session, turn.Now))
        {
            return turn.Pool.Others.Sessions.GetValueOrDefault(SessionId);
        }

        session = session with { LastUsedAt = turn.Now };
        turn.Pool.Put(session);
        return session;
    }
}
