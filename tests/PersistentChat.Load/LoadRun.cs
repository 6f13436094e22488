using System.Net.Sockets;
using PersistentChat.Load.Measuring;

namespace PersistentChat.Load;

/// <summary>What a workload works with: the server, how much of it, and where it puts what it finds.</summary>
/// <param name="target">The server under load.</param>
/// <param name="server">Its processes, if they are on this machine.</param>
/// <param name="size">How large; what that counts, the profile says.</param>
/// <param name="time">How long to measure, each time something is measured.</param>
internal sealed class LoadRun(Target target, ProcessTree server, int size, TimeSpan time)
{
    private readonly List<Figure> _figures = [];

    public Target Target => target;

    public ProcessTree Server => server;

    public int Size => size;

    public TimeSpan Time => time;

    /// <summary>Until then caches, connections and the compiler have warmed up.</summary>
    public TimeSpan WarmUp => TimeSpan.FromSeconds(Math.Min(1, time.TotalSeconds / 2));

    /// <summary>Characters of a post.</summary>
    public int PostLength { get; init; } = 120;

    /// <summary>After so long a silence, what was not heard is lost.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How many sign in at the same time.</summary>
    public int AtOnce { get; init; } = 50;

    /// <summary>Deliveries per second, for what runs at a fixed rate.</summary>
    public double Rate { get; init; } = 5000;

    public Ledger Ledger { get; } = new();

    public IReadOnlyList<Figure> Figures => _figures;

    public void Add(string name, double? value, string unit = "")
    {
        if (value is { } known && double.IsFinite(known)) { _figures.Add(new Figure(name, known, unit)); }
    }

    public void AddDelays(string name, Histogram delays)
    {
        Add($"{name} p50", delays.Milliseconds(0.50), "ms");
        Add($"{name} p99", delays.Milliseconds(0.99), "ms");
    }

    public void AddMemory()
    {
        if (server.IsKnown) { Add("server memory", server.MemoryBytes() / 1048576.0, "MiB"); }
    }

    /// <summary>What everybody used, as cores: whether the server, this tool or somebody else was the limit.</summary>
    public void AddCores(Spent spent)
    {
        Add("server", spent.ServerCpu / spent.Time, "cores");
        Add("load tool", spent.OwnCpu / spent.Time, "cores");
        Add("others", spent.OthersCpu / spent.Time, "cores");
    }

    /// <summary>Where a rate is not to be found but given, a server that gives up has failed.</summary>
    public void MustKeepUp(Phase phase)
    {
        if (phase.GaveUp) { Ledger.Fail("the server was too busy for the rate that was asked for"); }
    }

    /// <summary>Does what the profile says. What goes wrong on the way is the report's failures.</summary>
    public async Task<RunReport> MeasureAsync(Profile profile, string label)
    {
        try
        {
            await profile.RunAsync(this);
        }
        catch (Exception impossible) when (impossible is LoadException or IOException or SocketException or OperationCanceledException or TimeoutException)
        {
            Ledger.Fail(impossible.Message);
        }

        return new RunReport(profile.Name, DateTimeOffset.UtcNow, label, Figures, Ledger.Failures);
    }
}
