using System.Globalization;
using PersistentChat.Load.Measuring;

namespace PersistentChat.Load.Workloads;

/// <summary>Rooms with much history, filled by posting; what is there already from an earlier run (<c>--data</c>) stays.</summary>
internal static class Archive
{
    private const int Window = 64;
    private const int Vocabulary = 5_000;
    private const int WordsPerMessage = 10;

    /// <summary>A word of every so many messages.</summary>
    public static readonly (string Word, int Every)[] Marked = [("oakwood", 10), ("elmwood", 1_000), ("yewwood", 20_000)];

    /// <summary>Each author alone in a room fills that one.</summary>
    public static async Task FillAsync(LoadRun run, IReadOnlyList<Person> authors, long messagesPerRoom)
    {
        var meter = new Meter(run.Server);
        var added = await Task.WhenAll(authors.Select((author, room) => FillAsync(run, author, run.Target.RoomId(room), messagesPerRoom)));
        if (added.Sum() == 0) { return; }
        var spent = meter.Read();
        run.Add("messages added", added.Sum());
        run.Add("posts while filling, 64 on their way in each room", added.Sum() / spent.Time, "/s");
        run.Add("server CPU per post", spent.ServerCpu * 1e6 / added.Sum(), "us");
    }

    private static async Task<long> FillAsync(LoadRun run, Person author, Guid room, long count)
    {
        await author.JoinAsync([room]);
        var (_, last) = await author.ReadHistoryAsync(room, 1);
        await new Posting(run, number => new Shot(author, room, Receivers: 1, Words(number))).AllAsync(last + 1, count + 1, Window);
        return Math.Max(0, count - last);
    }

    // Different from message to message, and the same in every run.
    private static string Words(long number)
    {
        var random = new Random((int)number);
        var usual = Enumerable.Range(0, WordsPerMessage)
            .Select(_ => string.Create(CultureInfo.InvariantCulture, $"w{random.Next(Vocabulary)}"));
        return string.Join(' ', Marked.Where(mark => number % mark.Every == 0).Select(mark => mark.Word).Concat(usual)) + " ";
    }
}
