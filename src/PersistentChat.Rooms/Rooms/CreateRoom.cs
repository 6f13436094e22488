using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;

namespace PersistentChat.Rooms.Rooms;

/// <summary>
/// Makes a room. The caller chooses the id, so that a repeated command is recognised. Whoever makes it becomes its
/// manager, as far as the category allows it to be on the room's lists.
/// </summary>
public sealed record CreateRoom(Room Room) : ChangeCommand<RoomSnapshot>
{
    internal override string Ids => $"{Room.Id}";

    internal override Outcome<RoomSnapshot> Decide(Turn turn)
    {
        if (turn.Pool.Category(Room.CategoryId) is not { } category)
        {
            return Refusal.NoSuchCategory;
        }

        if (turn.Pool.Room(Room.Id) is not null)
        {
            return Refusal.DuplicateName;
        }

        if (By is not null && turn.Pool.Person(By.Id) is null)
        {
            return Refusal.NoSuchPerson;
        }

        if ((CheckCreator(turn, category) ?? RoomRules.Check(Room, turn.Pool)) is { } refusal)
        {
            return refusal;
        }

        var room = turn.Pool.Put(new RoomSnapshot
        {
            Room = Room,
            Category = category,
            AddIn = RoomRules.AddInOf(Room, turn.Pool),
            LastAt = turn.Now,
        });
        turn.Record(ComplianceEventKind.RoomChange, room.LastAt, room, By, e => e with { Reason = "RoomCreated" });
        return By is not null && category.ScopeOf(turn.Pool.Others.Affiliations.Of(By)) is Scope.Allowed
            ? turn.ChangeRoles(room, By.Id, RoomRoles.Manager, By)
            : room;
    }
}
