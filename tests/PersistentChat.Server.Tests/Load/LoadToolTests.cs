using PersistentChat.Compliance.Tests.World;
using PersistentChat.Load;
using PersistentChat.Load.Measuring;
using PersistentChat.Server.Tests.RealClient;

namespace PersistentChat.Server.Tests.Load;

/// <summary>The load tool counts right, and a server that loses, doubles or disorders anything makes its run fail.</summary>
internal sealed class LoadToolTests
{
    private const int People = 40;
    private const int Rooms = 70;

    // What a relay keeps for itself is never answered; that must not end the dialog before the test does.
    private static readonly string[] PatientServer = ["Sip:Dialogs:AnswerTimeout=00:05:00"];

    private OwnServer _server = null!;

    [OneTimeSetUp]
    public async Task StartAsync() =>
        _server = await OwnServer.StartAsync(
            AppContext.BaseDirectory, data: null, PatientServer, Somewhere.Target, new Needs(People, Rooms, Rest: true));

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task Twenty_posts_in_a_room_of_five_are_a_hundred_deliveries()
    {
        var ledger = await PostAsync(room: 60, message => [message], ledger => ledger is { Deliveries: 100, Outstanding: 0 });

        Assert.That(ledger.Failures, Is.Empty);
        Assert.That((ledger.Completed, ledger.Outstanding), Is.EqualTo((20, 0)));
    }

    [Test]
    public async Task A_delivery_that_is_missing_fails_the_run()
    {
        var ledger = await PostAsync(room: 61, Except(7, _ => []), ledger => ledger is { Deliveries: 99, Outstanding: 1 });

        Assert.That(ledger.Failures, Has.Some.Match("^sip:u4@example.com hears message 8 of room .* right behind 6$"));
        Assert.That(ledger.Failures, Has.Some.Match("^post [0-9]+ was not heard by 1 of those in its room$"));
    }

    [Test]
    public async Task A_last_delivery_that_is_missing_fails_the_run()
    {
        var ledger = await PostAsync(room: 62, Except(20, _ => []), ledger => ledger is { Deliveries: 99, Outstanding: 1 });

        Assert.That(ledger.Failures, Has.Count.EqualTo(1).And.Some.Contains("was not heard by 1 of those in its room"));
    }

    [Test]
    public async Task A_delivery_that_comes_twice_fails_the_run()
    {
        var ledger = await PostAsync(room: 63, Except(7, message => [message, message]), ledger => ledger is { Deliveries: 101, Failures.Count: 2 });

        Assert.That(ledger.Failures, Has.Some.Match("hears message 7 of room .* right behind 7$"));
        Assert.That(ledger.Failures, Has.Some.Contains("was heard more often than there are people in its room"));
    }

    [Test]
    public async Task Deliveries_in_a_wrong_order_fail_the_run()
    {
        var held = "";
        var ledger = await PostAsync(room: 64, message =>
        {
            if (Number(message) == 7)
            {
                held = message;
                return [];
            }

            return Number(message) == 8 ? [message, held] : [message];
        }, ledger => ledger is { Deliveries: 100, Outstanding: 0 });

        Assert.That(ledger.Failures, Has.Some.Match("hears message 8 of room .* right behind 6$"));
    }

    [Test]
    public async Task A_post_that_is_refused_fails_the_run()
    {
        var target = _server.Target with { FirstRoom = 65 };
        var run = RunOf(target, size: 1);
        await using var outside = await Person.SignInAsync(target, 0, run.Ledger, CancellationToken.None);

        await new Posting(run, _ => new Shot(outside, target.RoomId(0), 1)).AllAsync(0, 1, window: 1);

        Assert.That(run.Ledger.Failures, Has.Some.Contains("a post of sip:u0@example.com was answered 403"));
    }

    // Small, and only to see that each of them works; nothing is measured here.
    [TestCase("room-100", 5, 1)]
    [TestCase("posts", 10, 2)]
    [TestCase("joins", 20, 4)]
    [TestCase("history", 60, 14)]
    [TestCase("search", 300, 15)]
    [TestCase("idle", 20, 25)]
    [TestCase("connections", 40, 35)]
    [TestCase("sample", 40, 37)]
    [TestCase("latency", 5, 55)]
    [TestCase("rest", 4, 56)]
    public async Task A_workload_runs_and_everything_in_it_is_heard(string name, int size, int firstRoom)
    {
        var profile = Profile.All.Single(each => each.Name == name);
        Assert.That(profile.Needs(size).People, Is.LessThanOrEqualTo(People));
        Assert.That(firstRoom + profile.Needs(size).Rooms, Is.LessThanOrEqualTo(60), "rooms that are not used by others");
        var memory = new ProcessTree(name == "idle" ? [_server.Id] : []);
        var run = new LoadRun(_server.Target with { FirstRoom = firstRoom }, memory, size, TimeSpan.FromSeconds(0.3)) { Rate = 50 };

        var report = await run.MeasureAsync(profile, "small");

        Assert.That(report.Failures, Is.Empty, _server.Said);
        Assert.That(report.Figures, Is.Not.Empty);
        Assert.That(run.Ledger.Deliveries, Is.Positive);
        Assert.That(run.Ledger.Outstanding, Is.Zero);
    }

    /// <summary>Four people on the server and a fifth behind a relay, which does something to what comes.</summary>
    private async Task<Ledger> PostAsync(int room, SipRelay.Trick trick, Func<Ledger, bool> isOver)
    {
        var target = _server.Target with { FirstRoom = room };
        await using var relay = new SipRelay(target.Address) { FromServer = trick };
        var run = RunOf(target, size: 5);
        var people = new List<Person>();
        try
        {
            for (var number = 0; number < 5; number++)
            {
                var way = number == 4 ? target with { Address = relay.Address } : target;
                people.Add(await Person.SignInAsync(way, number, run.Ledger, CancellationToken.None));
                await people[number].JoinAsync([target.RoomId(0)]);
            }

            var posting = new Posting(run, n => new Shot(people[(int)(n % 5)], target.RoomId(0), 5)).AllAsync(0, 20, window: 3);
            await Eventually.HoldsAsync(() => Task.FromResult(isOver(run.Ledger)), () => $"{run.Ledger.Deliveries} deliveries");

            // What has not come by now was taken away.
            await run.Ledger.DrainAsync(TimeSpan.Zero);
            await posting;
            return run.Ledger;
        }
        finally
        {
            foreach (var person in people) { await person.DisposeAsync(); }
        }
    }

    private static LoadRun RunOf(Target target, int size) =>
        new(target, new ProcessTree([]), size, TimeSpan.Zero) { Patience = Timeout.InfiniteTimeSpan };

    private static SipRelay.Trick Except(int chatId, SipRelay.Trick trick) =>
        message => Number(message) == chatId ? trick(message) : [message];

    /// <summary>The number of a post that is told; 0: it is something else.</summary>
    private static int Number(string message)
    {
        const string Name = " chatId=\"";
        var begin = message.StartsWith("INFO ", StringComparison.Ordinal) && message.Contains("<grpchat ", StringComparison.Ordinal)
            ? message.IndexOf(Name, StringComparison.Ordinal) + Name.Length
            : -1;
        return begin < 0 ? 0 : int.Parse(message[begin..message.IndexOf('"', begin)], System.Globalization.CultureInfo.InvariantCulture);
    }
}
