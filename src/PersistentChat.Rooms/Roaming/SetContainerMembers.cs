using System.Collections.Immutable;
using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Roaming;

/// <summary>Changes who is in a person's containers, all of it or nothing ([MS-PRES] 2.2.2.4).</summary>
public sealed record SetContainerMembers(Guid PersonId, IReadOnlyList<ContainerChange> Changes) : JournalCommand<Published>
{
    internal override string Ids => $"{PersonId}";

    internal override Outcome<Published> Decide(Turn turn)
    {
        if (turn.Pool.Person(PersonId) is not { Enabled: true })
        {
            return Refusal.PersonDisabled;
        }

        var before = turn.Pool.Roaming(PersonId);
        var wrong = Changes
            .Select((change, index) => new { change, index, Current = before.Containers.GetValueOrDefault(change.Id)?.Version ?? 0 })
            .Where(each => each.change.Version != each.Current)
            .Select(each => new WrongVersion(each.index + 1, each.Current))
            .ToList();
        if (wrong.Count > 0)
        {
            return new Published(before, wrong);
        }

        var containers = before.Containers;
        foreach (var change in Changes)
        {
            var old = containers.GetValueOrDefault(change.Id) ?? new Container(change.Id, 0, []);
            var container = new Container(change.Id, old.Version + 1, old.Members.Except(change.Removed).Union(change.Added));
            if (RoamingRules.Check(container, turn.Roaming) is { } refusal)
            {
                return refusal;
            }

            containers = containers.SetItem(change.Id, container);
        }

        if (containers.Count > turn.Roaming.MaxContainersPerPerson && containers.Count > before.Containers.Count)
        {
            return RoamingRules.TooMuch;
        }

        return new Published(turn.Pool.PutRoaming(PersonId, before with { Containers = containers }), []);
    }
}
