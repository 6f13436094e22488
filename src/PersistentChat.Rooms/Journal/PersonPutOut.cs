using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Journal;

/// <summary>
/// A person may not be in the room any more and has been taken out of it; <see cref="PersonLeft"/> tells the others, this
/// is for its own dialogs. To be told at once and before anything later: a dialog may join again in the next turn.
/// </summary>
/// <param name="Dialogs">All that the person had in the room.</param>
public sealed record PersonPutOut(RoomSnapshot Room, Person Person, IReadOnlyList<IChatEndpoint> Dialogs)
    : RoomAnnouncement(Room);
