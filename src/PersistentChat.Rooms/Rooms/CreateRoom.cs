using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;

namespace PersistentChat.Rooms.Rooms;

/// <summary>Makes a room. The caller chooses the id, so that a repeated command is recognised.</summary>
public sealed record CreateRoom(Room Room) : JournalCommand<RoomSnapshot>
{
    /// <summary>Who creates it and thereby becomes its manager. Null: the system.</summary>
    public Person? By { get; init; }

    internal override string Ids => $"{Room.Id}";

    internal override Outcome<RoomSnapshot> Decide(Turn turn)
    {
        var refusal = TextRules.CheckName(Room.Name, "A room's name")
            ?? TextRules.CheckOptional(Room.Description, TextRules.NameLength, "A room's description");
        if (refusal is not null)
        {
            return refusal;
        }

        if (!Enum.IsDefined(Room.Type) || !Enum.IsDefined(Room.Privacy) || Room.Id == Guid.Empty)
        {
            return Refusal.InvalidArgument("A room needs an id, a type and a privacy");
        }

        if (turn.Pool.Category(Room.CategoryId) is not { } category)
        {
            return Refusal.NoSuchCategory;
        }

        if (turn.Pool.Room(Room.Id) is not null || turn.Pool.HasRoomNamed(Room.Name))
        {
            return Refusal.DuplicateName;
        }

        if (By is not null && turn.Pool.Person(By.Id) is null)
        {
            return Refusal.NoSuchPerson;
        }

        var room = turn.Pool.Put(new RoomSnapshot { Room = Room, Category = category, LastAt = turn.Now });
        turn.Record(ComplianceEventKind.RoomChange, room.LastAt, room, By, e => e with { Reason = "RoomCreated" });
        return By is null ? room : turn.ChangeRoles(room, By, RoomRoles.Manager, By);
    }
}
