using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Membership;

/// <summary>
/// Lets a person use the pool, or not any more. Who may not is taken out of every room in the same turn, so nothing
/// committed later reaches it; what else is open of it ends by <see cref="SignInsEnded"/>.
/// </summary>
public sealed record SetPersonEnabled(Guid PersonId, bool Enabled) : JournalCommand<Person>
{
    internal override string Ids => $"{PersonId}";

    internal override Outcome<Person> Decide(Turn turn)
    {
        if (turn.Pool.Person(PersonId) is not { } person)
        {
            return Refusal.NoSuchPerson;
        }

        if (person.Enabled == Enabled)
        {
            return person;
        }

        var next = person with { Enabled = Enabled };
        turn.Pool.Put(next);
        if (!Enabled)
        {
            foreach (var room in turn.Pool.RoomsWith(PersonId))
            {
                turn.PutOut(room, PersonId, LeaveReason.AccessLost);
            }

            turn.Announce(new SignInsEnded(next, SignInsEndReason.Disabled));
        }

        return next;
    }
}
