using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Categories;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;

namespace PersistentChat.Rooms.Rooms;

/// <summary>
/// Moves a room to another category: for administrators, and for managers of the room who may make rooms in that category.
/// Whoever that category does not allow is struck off the room's lists and put out.
/// </summary>
public sealed record MoveRoom(Guid RoomId, Guid CategoryId) : ChangeCommand<RoomSnapshot>
{
    internal override string Ids => $"{RoomId} to {CategoryId}";

    internal override Outcome<RoomSnapshot> Decide(Turn turn)
    {
        if (turn.Pool.Room(RoomId) is not { } room)
        {
            return Refusal.NoSuchRoom;
        }

        if (turn.Pool.Category(CategoryId) is not { } category)
        {
            return Refusal.NoSuchCategory;
        }

        if ((CheckManager(turn, room) ?? CheckCreator(turn, category)) is { } refusal)
        {
            return refusal;
        }

        return room.Category.Id == CategoryId ? room : Move(turn, room, category);
    }

    private RoomSnapshot Move(Turn turn, RoomSnapshot before, Category category)
    {
        var room = turn.Pool.Put(before with
        {
            Room = before.Room with { CategoryId = CategoryId },
            Category = category,
            LastAt = turn.NowIn(before),
        });
        turn.Record(ComplianceEventKind.RoomChange, room.LastAt, room, By, e => e with
        {
            Reason = "RoomMoved",
            Text = $"Category: {before.Category.Name} -> {category.Name}",
        });
        var pool = turn.Pool.Others;
        var strangers = room.Roles.Keys.Concat(room.GroupRoles.Keys)
            .Where(id => pool.AffiliationOf(id) is not { } who || category.ScopeOf(who) is not Scope.Allowed)
            .Order();
        foreach (var id in strangers.ToList())
        {
            room = turn.PutRoles(room, id, RoomRoles.None, By, "NotAllowedByCategory");
        }

        room = turn.Recheck(room);
        turn.Announce(new RoomChanged(room));
        return room;
    }
}
