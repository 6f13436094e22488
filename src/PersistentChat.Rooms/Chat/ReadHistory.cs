using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Chat;

/// <summary>Somebody is about to read history: permission, and the compliance event, before any row leaves.</summary>
/// <param name="Query">What is asked for, in words: the text of the event.</param>
public sealed record ReadHistory(Person Person, Guid RoomId, string Query) : JournalCommand<HistoryWindow>
{
    internal override bool NeedsArchive => true;

    internal override string Ids => $"{Person.Uri} in {RoomId}";

    internal override Outcome<HistoryWindow> Decide(Turn turn)
    {
        if (turn.Pool.Person(Person.Id) is not { } reader)
        {
            return Refusal.NoSuchPerson;
        }

        if (turn.Pool.Room(RoomId) is not { } room)
        {
            return Refusal.NoSuchRoom;
        }

        if (RoomAccess.Check(Deed.Read, room, turn.Pool.StandingIn(room, reader)) is { } refusal)
        {
            return refusal;
        }

        if (!TextRules.IsStorable(Query))
        {
            return Refusal.InvalidArgument("The query is not valid text");
        }

        room = turn.Pool.Put(room with { LastAt = turn.NowIn(room) });
        turn.Record(ComplianceEventKind.Backchat, room.LastAt, room, reader, e => e with { Text = Query });
        return new HistoryWindow(RoomId, room.FirstId, room.LastId) { Replacements = room.Replacements };
    }
}
