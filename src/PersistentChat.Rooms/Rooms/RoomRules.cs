using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Rooms;

/// <summary>What settings a room may have, whether it is new or changed.</summary>
internal static class RoomRules
{
    /// <summary>Null: they are good.</summary>
    public static Refusal? Check(Room room, WorkingPool pool)
    {
        var refusal = TextRules.CheckName(room.Name, "A room's name")
            ?? TextRules.CheckOptional(room.Description, TextRules.NameLength, "A room's description");
        if (refusal is not null)
        {
            return refusal;
        }

        if (!Enum.IsDefined(room.Type) || !Enum.IsDefined(room.Privacy) || room.Id == Guid.Empty)
        {
            return Refusal.InvalidArgument("A room needs an id, a type and a privacy");
        }

        if (room.AddInId is not null && AddInOf(room, pool) is null)
        {
            return Refusal.NoSuchAddIn;
        }

        return pool.RoomNamed(room.Name) is { } other && other != room.Id ? Refusal.DuplicateName : null;
    }

    public static AddIn? AddInOf(Room room, WorkingPool pool) =>
        room.AddInId is { } id ? pool.Others.AddIns.GetValueOrDefault(id) : null;

    /// <summary>What is different, in words for the compliance event: <c>Privacy: Open -> Secret; …</c></summary>
    public static string Describe(Room before, Room now) => Facts.Differences(
        (nameof(Room.Name), before.Name, now.Name),
        (nameof(Room.Description), before.Description, now.Description),
        (nameof(Room.Type), before.Type, now.Type),
        (nameof(Room.Privacy), before.Privacy, now.Privacy),
        (nameof(Room.Disabled), before.Disabled, now.Disabled),
        (nameof(Room.InvitationsOff), before.InvitationsOff, now.InvitationsOff),
        (nameof(Room.AddInId), before.AddInId, now.AddInId));
}
