using PersistentChat.Rooms;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Server.Hosting;

namespace PersistentChat.Server.Chat.Commands;

/// <summary>
/// What <c>cmd:join</c> and <c>cmd:bjoin</c> share: rooms are entered in one turn of the journal, and the answer with the
/// roster is queued in that turn, before anything the rooms tell later.
/// </summary>
internal sealed class Joining(Journal journal, PoolAddresses pool)
{
    public void Join(IReadOnlyList<Guid> rooms, bool batch, ChatSession session, Func<Outcome<JoinedRooms>, ServerPrimitive> reply) =>
        journal.SubmitAsync(new JoinRooms(session.Person, session, rooms, batch), inTurn: outcome =>
        {
            if (!outcome.IsRefused)
            {
                foreach (var (snapshot, participant) in outcome.Value.Joined)
                {
                    session.Entered(snapshot.Room.Id, participant);
                }
            }

            session.Send(reply(outcome));
        });

    public JoinReply ReplyOf(string id, CommandReference reference, JoinedRooms joined, IEnumerable<FailedRoom> failedBefore)
    {
        var (rooms, people) = RoomBlocks.WithRoster(joined.Joined.Select(each => each.Room), pool.Domain);
        var failed = joined.Failed.Select(each => new FailedRoom(pool.UriOf(each.RoomId)));
        return new JoinReply(id, reference, rooms, people, [.. failedBefore, .. failed]);
    }
}
