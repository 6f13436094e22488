using System.Globalization;

namespace PersistentChat.Load.Measuring;

/// <summary>What processes, with all that they have started, take of this machine (<c>/proc</c>). Without processes: nothing is known.</summary>
internal sealed class ProcessTree(IReadOnlyCollection<int> roots)
{
    private const double TicksPerSecond = 100;

    public bool IsKnown => roots.Count > 0;

    public int? First => IsKnown ? roots.First() : null;

    /// <summary>User and system time so far, seconds; in steps of 10 ms.</summary>
    public double CpuSeconds() => Pids().Sum(pid => StatOf(pid)?.Ticks ?? 0) / TicksPerSecond;

    /// <summary>Memory, each shared page counted in parts (PSS), bytes. What the kernel keeps for sockets is not in it.</summary>
    public long MemoryBytes() => Pids().Sum(pid => FieldOf($"/proc/{pid}/smaps_rollup", "Pss:")) * 1024;

    /// <summary>Files and sockets that they have open.</summary>
    public int OpenFiles() => Pids().Sum(pid => Directory.GetFiles($"/proc/{pid}/fd").Length);

    /// <summary>What all processes of this machine have had so far, seconds.</summary>
    public static double MachineSeconds()
    {
        if (!File.Exists("/proc/stat")) { return 0; }
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new[] { 1, 2, 3, 6, 7 }.Sum(i => long.Parse(fields[i], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    private List<int> Pids()
    {
        if (!IsKnown) { return []; }
        var parents = new Dictionary<int, int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out var pid) && StatOf(pid) is { } stat) { parents[pid] = stat.Parent; }
        }

        return [.. parents.Keys.Where(pid => Line(pid).Any(roots.Contains))];

        IEnumerable<int> Line(int pid)
        {
            while (parents.TryGetValue(pid, out var parent))
            {
                yield return pid;
                pid = parent;
            }
        }
    }

    // The name, in parentheses, may hold anything.
    private static (int Parent, long Ticks)? StatOf(int pid)
    {
        if (Read($"/proc/{pid}/stat") is not { } line) { return null; }
        var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        var (parent, user, system) = (fields[1], fields[11], fields[12]);
        return (int.Parse(parent, CultureInfo.InvariantCulture),
            long.Parse(user, CultureInfo.InvariantCulture) + long.Parse(system, CultureInfo.InvariantCulture));
    }

    private static long FieldOf(string file, string name) =>
        Read(file)?.Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line
            ? long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture)
            : 0;

    private static string? Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return null;
        }
    }
}
