namespace PersistentChat.Rooms.Journal;

/// <summary>The heartbeat of an idle journal: a commit of the writer's row and nothing else.</summary>
internal sealed record RenewLease : JournalCommand<bool>
{
    internal override bool IsAlwaysTaken => true;

    internal override Outcome<bool> Decide(Turn turn) => true;
}
