using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Roaming;

/// <summary>A connection has gone, and with it what was published for as long as it lasts.</summary>
public sealed record WithdrawEndpoint(Guid PersonId, string Connection) : JournalCommand<RoamingData>
{
    internal override bool IsDeparture => true;

    internal override bool IsAlwaysTaken => true;

    internal override string Ids => $"{PersonId}";

    internal override Outcome<RoamingData> Decide(Turn turn)
    {
        var data = turn.Pool.Roaming(PersonId);
        var gone = data.Publications.Values
            .Where(publication => publication.Life is PublicationLife.Endpoint && publication.By == Connection)
            .Select(publication => publication.Key)
            .ToList();
        if (gone.Count is 0)
        {
            return data;
        }

        return turn.Pool.PutRoaming(PersonId, data.With(data.Publications.RemoveRange(gone)));
    }
}
