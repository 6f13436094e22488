using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;

namespace PersistentChat.Rooms.Rooms;

/// <summary>
/// One dialog comes into rooms; each succeeds or fails by itself. A room it is already in answers with what is there
/// and tells nobody.
/// </summary>
/// <param name="Batch">How it was asked (<c>bjoin</c>), for the notices that others get.</param>
public sealed record JoinRooms(Person Person, IChatEndpoint Endpoint, IReadOnlyList<Guid> RoomIds, bool Batch)
    : JournalCommand<JoinedRooms>
{
    internal override bool NeedsArchive => true;

    internal override string Ids => $"{Person.Uri} by {Endpoint.DialogId}";

    internal override Outcome<JoinedRooms> Decide(Turn turn)
    {
        if (turn.Pool.Person(Person.Id) is not { } person)
        {
            return Refusal.NoSuchPerson;
        }

        if (!turn.Pool.Others.MayUseChat(person))
        {
            return Refusal.PersonDisabled;
        }

        var joined = new List<(RoomSnapshot, Participant)>();
        var failed = new List<(Guid, Refusal)>();
        foreach (var roomId in RoomIds.Distinct())
        {
            var room = turn.Pool.Room(roomId);
            var refusal = room is null
                ? Refusal.NoSuchRoom
                : RoomAccess.Check(Deed.Join, room, turn.Pool.StandingIn(room, person));

            // Coming must not be written before the leaving that came before it.
            refusal ??= turn.OwesLeaving(room!, person) ? Refusal.ServerError : null;
            if (refusal is not null)
            {
                failed.Add((roomId, refusal));
            }
            else
            {
                joined.Add(Join(turn, room!, person));
            }
        }

        return new JoinedRooms(joined, failed);
    }

    private (RoomSnapshot, Participant) Join(Turn turn, RoomSnapshot room, Person person)
    {
        // One that has left already only waits for the journal to take it out (its part was refused as busy): it is
        // replaced.
        if (room.Participants.TryGetValue(Endpoint.DialogId, out var existing) && !existing.HasLeft)
        {
            return (room, existing);
        }

        var participant = new Participant(person, Endpoint, turn.Pool.StandingIn(room, person).Roles);
        var next = turn.Add(room, participant, Batch);
        participant.KnowsRoster = !next.IsLarge;
        return (next, participant);
    }
}
