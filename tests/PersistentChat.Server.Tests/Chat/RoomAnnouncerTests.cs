using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PersistentChat.Rooms.Categories;
using PersistentChat.Rooms.Chat;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Server.Chat;

namespace PersistentChat.Server.Tests.Chat;

/// <summary>What leaves together when a room has more to tell than it has told.</summary>
internal sealed class RoomAnnouncerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ManualResetEventSlim _isHeld = new();
    private readonly ManualResetEventSlim _goesOn = new();
    private ServiceProvider _services = null!;
    private RoomAnnouncer _announcer = null!;
    private RoomSnapshot _room = null!;
    private Ear _ann = null!;
    private long _posts;

    /// <summary>Ann is in the room, and the announcer is busy with a first post to her until <see cref="GoOn"/>.</summary>
    [SetUp]
    public void HoldTheAnnouncer()
    {
        _isHeld.Reset();
        _goesOn.Reset();
        _posts = 0;
        var category = new Category(Guid.NewGuid(), "Desks", "");
        _room = new RoomSnapshot { Category = category, Room = new Room(Guid.NewGuid(), category.Id, "Desk") };
        _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var metrics = new ChatMetrics(_services.GetRequiredService<IMeterFactory>());
        _announcer = new RoomAnnouncer(_room.Id, "example.com", metrics, NullLogger.Instance);
        _ann = Enter("ann");
        _ann.Holds = () =>
        {
            _isHeld.Set();
            _goesOn.Wait(Patience);
        };
        Post("first");
        Assert.That(_isHeld.Wait(Patience));
        _ann.Holds = null;
    }

    [TearDown]
    public void Forget()
    {
        _goesOn.Set();
        _services.Dispose();
    }

    [OneTimeTearDown]
    public void Dispose()
    {
        _isHeld.Dispose();
        _goesOn.Dispose();
    }

    [Test]
    public void Posts_that_wait_leave_together_in_order()
    {
        Post("a");
        Post("b");
        Post("c");
        GoOn();
        Assert.That(_ann.Heard, Is.EqualTo(new[] { "first", "a b c" }));
    }

    [Test]
    public void So_many_leave_together_at_most()
    {
        var posts = Enumerable.Range(1, 40).Select(number => $"{number}").ToList();
        posts.ForEach(Post);
        GoOn();
        Assert.That(
            _ann.Heard,
            Is.EqualTo(posts.Chunk(16).Select(some => string.Join(' ', some)).Prepend("first")));
    }

    [Test]
    public void Large_posts_leave_apart_since_together_they_would_be_too_much_for_a_queue()
    {
        var (large, small) = (new string('x', 60_000), new string('y', 1_000));
        Post(small);
        Post(large);
        Post(large);
        Post(small);
        GoOn();
        Assert.That(_ann.Heard, Is.EqualTo(new[] { "first", $"{small} {large}", $"{large} {small}" }));
    }

    [Test]
    public void Who_comes_in_between_hears_what_is_posted_from_then_on()
    {
        Post("a");
        Post("b");
        var bob = Enter("bob");
        Post("c");
        Post("d");
        GoOn();
        Assert.That(_ann.Heard, Is.EqualTo(new[] { "first", "a b", "c d" }));
        Assert.That(bob.Heard, Is.EqualTo(new[] { "c d" }));
    }

    [Test]
    public void A_post_that_cannot_be_written_holds_up_none_beside_it()
    {
        Post("a");
        Post("\u0000");
        Post("c");
        GoOn();
        Assert.That(_ann.Heard, Is.EqualTo(new[] { "first", "a c" }));
    }

    private void GoOn()
    {
        _goesOn.Set();
        Assert.That(SpinWait.SpinUntil(() => _announcer.Behind == 0, Patience));
    }

    private void Post(string text)
    {
        var message = new Message(
            _room.Id, ++_posts, NewPerson("eve"), DateTimeOffset.UnixEpoch, Alert: false, text, Markup: null);
        _announcer.Hand(new MessagePosted(_room, message));
    }

    private static Person NewPerson(string name) => new(Guid.NewGuid(), $"sip:{name}@example.com", name, null, true);

    private Ear Enter(string name)
    {
        var ear = new Ear(name);
        _room = _room with
        {
            Participants = _room.Participants.SetItem(name, new Participant(NewPerson(name), ear, RoomRoles.Member)),
        };
        return ear;
    }

    private sealed class Ear(string dialogId) : IChatEndpoint
    {
        private readonly ConcurrentQueue<string> _heard = new();

        public string DialogId => dialogId;

        public Action? Holds { get; set; }

        /// <summary>The texts of each delivery.</summary>
        public IEnumerable<string> Heard => _heard;

        public void Deliver(params ReadOnlySpan<ReadOnlyMemory<byte>> envelopes)
        {
            var texts = new List<string>();
            foreach (var envelope in envelopes)
            {
                texts.Add(XDocument.Parse(Encoding.UTF8.GetString(envelope.Span)).Descendants().Single(e => e.Name.LocalName == "chat").Value);
            }

            _heard.Enqueue(string.Join(' ', texts));
            Holds?.Invoke();
        }
    }
}
