using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Rooms.Tests.Writing;

/// <summary>A command with a bug: what it writes the database does not take, or it throws before that.</summary>
internal sealed record Poison(Guid RoomId, bool Throws = false) : JournalCommand<bool>
{
    internal override Outcome<bool> Decide(Turn turn)
    {
        var room = turn.Pool.Room(RoomId)!;
        turn.Pool.Put(room with { LastId = room.LastId + 1000 });
        if (Throws)
        {
            throw new InvalidOperationException("A bug");
        }

        var nowhere = Guid.NewGuid();
        turn.Pool.Messages.Add(new MessageRow { RoomId = nowhere, ChatId = 1, AuthorId = nowhere, At = turn.Now });
        return true;
    }
}
