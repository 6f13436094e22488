using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Search;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Searching;

[EveryEngine]
public sealed class CorpusTests
{
    private TestPool _pool = null!;
    private Person _ann = null!;
    private Room _room = null!;

    public static IEnumerable<TestCaseData> Searches => Corpus.Searches.Select((search, i) =>
        new TestCaseData(search.Text, search.How, search.Found).SetArgDisplayNames($"{i}", search.Text, search.How));

    [OneTimeSetUp]
    public async Task PostAsync()
    {
        _pool = await TestPool.StartAsync();
        _ann = await _pool.PersonAsync("ann");

        // Other rooms say the same: what they say is not found here.
        _ = await _pool.RoomSayingAsync("Before", _ann, Corpus.Messages);
        _room = await _pool.RoomSayingAsync("Lobby", _ann, Corpus.Messages);
        _ = await _pool.RoomSayingAsync("After", _ann, Corpus.Messages);
    }

    [OneTimeTearDown]
    public async Task EndAsync() => await _pool.DisposeAsync();

    [TestCaseSource(nameof(Searches))]
    public async Task A_search_finds_what_was_listed_by_hand(string text, string how, int[] found)
    {
        var words = how.Split(' ');
        var result = await _pool.SearchAsync(_ann, new HistoryQuery
        {
            RoomIds = [_room.Id],
            Text = text,
            Match = Enum.Parse<WordMatch>(words[0], ignoreCase: true),
            CaseSensitive = words.Contains("case"),
        });
        Assert.That(result.Rooms.Single().Messages.Select(m => m.ChatId), Is.EqualTo(found));
        Assert.That(result.Rooms.Single().Total, Is.EqualTo(found.Length));
    }

    [Test]
    public async Task A_search_of_as_many_words_as_fit_is_answered()
    {
        var result = await _pool.SearchAsync(_ann, new HistoryQuery
        {
            RoomIds = [_room.Id],
            Text = string.Join(' ', Enumerable.Range(0, 200).Select(i => $"w{i}")) + " office",
        });
        Assert.That(result.Rooms.Single().Total, Is.EqualTo(4));
    }
}
