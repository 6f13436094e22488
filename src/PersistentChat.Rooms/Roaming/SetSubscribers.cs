using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Roaming;

/// <summary>A person says of watchers that it knows of them, or not any more.</summary>
/// <param name="Watchers">Addresses of record, and whether they are acknowledged.</param>
public sealed record SetSubscribers(Guid PersonId, IReadOnlyDictionary<string, bool> Watchers) : JournalCommand<RoamingData>
{
    internal override string Ids => $"{PersonId}";

    internal override Outcome<RoamingData> Decide(Turn turn)
    {
        if (turn.Pool.Person(PersonId) is not { Enabled: true })
        {
            return Refusal.PersonDisabled;
        }

        foreach (var watcher in Watchers.Keys)
        {
            if (TextRules.CheckPersonUri(watcher) is { } refusal)
            {
                return refusal;
            }
        }

        var before = turn.Pool.Roaming(PersonId);
        var data = before with { Subscribers = before.Subscribers.SetItems(Watchers) };
        if (data.Subscribers.Count > turn.Roaming.MaxSubscribersPerPerson && data.Subscribers.Count > before.Subscribers.Count)
        {
            return RoamingRules.TooMuch;
        }

        return turn.Pool.PutRoaming(PersonId, data);
    }
}
