using PersistentChat.Rooms.Categories;
using PersistentChat.Rooms.Chat;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Server.Tests.Load;

// Inside the namespace, because outside it "Journal" would be the namespace of that name.
using Journal = PersistentChat.Rooms.Journal.Journal;

/// <summary>Somebody in a room who posts into the journal itself, as much at once as makes full batches.</summary>
internal sealed class PostWriter(Journal journal, Person person, Guid roomId)
{
    private const int AtOnce = 5_000;
    private const string DialogId = "writer";

    public static async Task<PostWriter> JoinAsync(Journal journal)
    {
        var person = new Person(Guid.NewGuid(), "sip:writer@example.com", "Writer", Mail: null, Enabled: true);
        var category = new Category(Guid.NewGuid(), "Bench", "");
        var room = new Room(Guid.NewGuid(), category.Id, "Bench", "", RoomType.Normal, RoomPrivacy.Open);
        await DoAsync(journal, new CreatePerson(person));
        await DoAsync(journal, new CreateCategory(category));
        await DoAsync(journal, new CreateRoom(room));
        await DoAsync(journal, new JoinRooms(person, new DeafEndpoint(DialogId), [room.Id], Batch: false));
        return new PostWriter(journal, person, room.Id);
    }

    /// <summary>Returns when all of them are on disk.</summary>
    public async Task PostAsync(int count)
    {
        foreach (var some in Enumerable.Range(0, count).Chunk(AtOnce))
        {
            await Task.WhenAll(some.Select(number => DoAsync(
                journal,
                new PostMessage(person, DialogId, roomId, false, $"message {number} of somebody who has not much to say, but says it", null, null))));
        }
    }

    private static async Task DoAsync<T>(Journal journal, JournalCommand<T> command)
    {
        if ((await journal.SubmitAsync(command)).Refusal is { } refusal)
        {
            throw new InvalidOperationException($"{command.GetType().Name}: {refusal}");
        }
    }

    private sealed class DeafEndpoint(string dialogId) : IChatEndpoint
    {
        public string DialogId => dialogId;

        public void Deliver(params ReadOnlySpan<ReadOnlyMemory<byte>> envelopes)
        {
        }
    }
}
