using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Roaming;

/// <summary>Takes away what a person has published for a time that is over.</summary>
public sealed record ForgetRunOut(Guid PersonId) : JournalCommand<RoamingData>
{
    internal override string Ids => $"{PersonId}";

    internal override Outcome<RoamingData> Decide(Turn turn)
    {
        var before = turn.Pool.Roaming(PersonId);
        var data = before.WithoutRunOut(turn.Now);
        return ReferenceEquals(before, data) ? data : turn.Pool.PutRoaming(PersonId, data);
    }
}
