using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Chat;

/// <summary>Somebody is about to read history: permission, and the compliance event, before any row leaves.</summary>
/// <param name="Person">Null: the system itself (an operator at the machine), which must be administrator.</param>
/// <param name="Query">What is asked for, in words: the text of the event.</param>
public sealed record ReadHistory(Person? Person, Guid RoomId, string Query) : JournalCommand<HistoryWindow>
{
    /// <summary>The front door has made sure that an administrator asks: every room may be read, and the event says so.</summary>
    public bool AsAdministrator { get; init; }

    internal override bool NeedsArchive => true;

    internal override string Ids => $"{Person?.Uri ?? "operator"} in {RoomId}";

    internal override Outcome<HistoryWindow> Decide(Turn turn)
    {
        var reader = Person is null ? null : turn.Pool.Person(Person.Id);
        if (reader is null && (Person is not null || !AsAdministrator))
        {
            return Refusal.NoSuchPerson;
        }

        if (turn.Pool.Room(RoomId) is not { } room)
        {
            return Refusal.NoSuchRoom;
        }

        if (!AsAdministrator && RoomAccess.Check(Deed.Read, room, turn.Pool.StandingIn(room, reader!)) is { } refusal)
        {
            return refusal;
        }

        if (!TextRules.IsStorable(Query))
        {
            return Refusal.InvalidArgument("The query is not valid text");
        }

        room = turn.Pool.Put(room with { LastAt = turn.NowIn(room) });
        turn.Record(ComplianceEventKind.Backchat, room.LastAt, room, reader, e => e with
        {
            Text = Query,
            Reason = AsAdministrator ? "Administrator" : null,
        });
        return new HistoryWindow(RoomId, room.FirstId, room.LastId);
    }
}
