using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Journal;

/// <summary>
/// A person may not be in the room any more and has been taken out of it; <see cref="PersonLeft"/> tells the others, this
/// is for its own dialogs. To be told at once and before anything later: a dialog may join again in the next turn.
/// </summary>
/// <param name="Participants">
/// All that the person had in the room; who said itself before that it leaves (<see cref="Participant.WasPutOut"/>) is not
/// to be told.
/// </param>
public sealed record PersonPutOut(RoomSnapshot Room, Person Person, IReadOnlyList<Participant> Participants)
    : RoomAnnouncement(Room);
