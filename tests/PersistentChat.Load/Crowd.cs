using System.Diagnostics;
using PersistentChat.Load.Measuring;

namespace PersistentChat.Load;

/// <summary>Many people, each with a connection and a chat dialog.</summary>
internal sealed class Crowd(LoadRun run) : IAsyncDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);

    private readonly Histogram _signIns = new();
    private readonly Histogram _joins = new();
    private Person?[] _people = [];

    public IReadOnlyList<Person> People => _people!;

    /// <summary>From the connection to the open dialog.</summary>
    public Histogram SignIns => _signIns;

    /// <summary>From the command to the reply.</summary>
    public Histogram Joins => _joins;

    public int LostCount => _people.Count(person => person is { IsLost: true });

    public async Task SignInAsync(int count)
    {
        _people = new Person[count];
        await EachAsync(SignInAsync);
    }

    /// <param name="seating">Who goes where.</param>
    public Task JoinAsync(Seating seating) => EachAsync((number, _) => JoinAsync(number, seating));

    /// <summary>Each signs in and joins, and some at the same time.</summary>
    public async Task EnterAsync(Seating seating)
    {
        _people = new Person[seating.PeopleCount];
        await EachAsync(async (number, ct) =>
        {
            await SignInAsync(number, ct);
            await JoinAsync(number, seating);
        });
    }

    /// <summary>Until nobody is told any more who came and went.</summary>
    public async Task SettleAsync()
    {
        var started = Stopwatch.GetTimestamp();
        long before;
        do
        {
            before = run.Ledger.Notices;
            await Task.Delay(Quiet);
        }
        while (run.Ledger.Notices != before && Stopwatch.GetElapsedTime(started) < run.Patience);
    }

    /// <summary>Somebody posts in every room, and everybody there has to hear it.</summary>
    public async Task TalkAsync(Seating seating)
    {
        await Parallel.ForEachAsync(
            Enumerable.Range(0, seating.RoomCount).Where(room => seating.CountIn(room) > 0),
            new ParallelOptions { MaxDegreeOfParallelism = run.AtOnce },
            async (room, _) =>
            {
                var post = run.Ledger.Expect(seating.CountIn(room), Stopwatch.GetTimestamp());
                await People[seating.FirstIn(room)].PostAsync(run.Target.RoomId(room), post.Mark.ToText(run.PostLength, Shot.Usual));
            });
        await run.Ledger.DrainAsync(run.Patience);
    }

    /// <summary>All of them keep their sessions, as clients do that have nothing to say.</summary>
    public Task RefreshAsync() => EachAsync((number, _) => new ValueTask(People[number].RefreshAsync()));

    public async ValueTask DisposeAsync() => await Parallel.ForEachAsync(
        _people.OfType<Person>(), async (person, _) => await person.DisposeAsync());

    private Task EachAsync(Func<int, CancellationToken, ValueTask> act) => Parallel.ForEachAsync(
        Enumerable.Range(0, _people.Length), new ParallelOptions { MaxDegreeOfParallelism = run.AtOnce }, act);

    private async ValueTask SignInAsync(int number, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        _people[number] = await Person.SignInAsync(run.Target, number, run.Ledger, ct);
        _signIns.Add(Stopwatch.GetTimestamp() - started);
    }

    private async ValueTask JoinAsync(int number, Seating seating)
    {
        var started = Stopwatch.GetTimestamp();
        await People[number].JoinAsync([.. seating.RoomsOf(number).Select(run.Target.RoomId)]);
        _joins.Add(Stopwatch.GetTimestamp() - started);
    }
}
