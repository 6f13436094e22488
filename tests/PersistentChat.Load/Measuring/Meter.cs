using System.Diagnostics;

namespace PersistentChat.Load.Measuring;

/// <summary>What was used since it was made: by the server, by this process, by everybody else on the machine.</summary>
internal sealed class Meter(ProcessTree server)
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly double _server = server.CpuSeconds();
    private readonly double _own = Own();
    private readonly double _machine = ProcessTree.MachineSeconds();

    public Spent Read()
    {
        var (serverCpu, own) = (server.CpuSeconds() - _server, Own() - _own);
        var others = ProcessTree.MachineSeconds() - _machine - own - (server.IsKnown ? serverCpu : 0);
        return new Spent(
            Stopwatch.GetElapsedTime(_started).TotalSeconds, server.IsKnown ? serverCpu : null, own, Math.Max(0, others));
    }

    private static double Own() => Environment.CpuUsage.TotalTime.TotalSeconds;
}

/// <summary>All in seconds.</summary>
/// <param name="ServerCpu">Null: it is not known which process that is.</param>
/// <param name="OwnCpu">Of the load tool itself.</param>
/// <param name="OthersCpu">Of everybody else on this machine; with an unknown server, its too.</param>
internal sealed record Spent(double Time, double? ServerCpu, double OwnCpu, double OthersCpu);
