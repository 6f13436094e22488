using System.Buffers.Binary;
using System.Security.Cryptography;
using PersistentChat.Rooms;
using PersistentChat.Rooms.Chat;
using PersistentChat.Rooms.Journal;
using PersistentChat.Server.Hosting;

namespace PersistentChat.Server.Chat;

/// <summary>
/// <c>grpchat</c>: a post. It is answered by SIP once it is stored or refused; there is no XCCOS answer, the author gets the
/// message itself like everybody in the room (xccos.md section 8.7).
/// </summary>
internal sealed class PostDesk(Journal journal, RoomAnnouncers announcers, PoolAddresses pool)
{
    /// <param name="place">Among the primitives of its envelope.</param>
    public void Take(
        Post post, int place, ReadOnlyMemory<byte> body, ChatSession session, PostAnswer answer)
    {
        var key = KeyOf(place, body);
        if (session.RecentPosts.Find(key) is { } before)
        {
            _ = AnswerAsTheFirstAsync(before, answer);
            return;
        }

        if (!pool.Owns(post.Room))
        {
            answer.Done(Refusal.NoSuchRoom);
            return;
        }

        if (announcers.IsBehind(post.Room.Id))
        {
            answer.Done(Refusal.Busy);
            return;
        }

        var command = new PostMessage(
            session.Person, session.DialogId, post.Room.Id, post.Alert, post.Content.Text, post.Content.Markup,
            post.ClientMessageId);
        var stored = journal.SubmitAsync(command, inTurn: outcome => answer.Done(outcome.Refusal));
        session.RecentPosts.Remember(key, RefusalOf(stored));
    }

    private static async Task<Refusal?> RefusalOf(Task<Outcome<Message>> stored) => (await stored).Refusal;

    private static async Task AnswerAsTheFirstAsync(Task<Refusal?> first, PostAnswer answer) => answer.Done(await first);

    private static PostKey KeyOf(int place, ReadOnlyMemory<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body.Span, hash);
        return new PostKey(
            place, BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));
    }
}
