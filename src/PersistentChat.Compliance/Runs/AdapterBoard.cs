using System.Collections.Concurrent;

namespace PersistentChat.Compliance.Runs;

/// <summary>The state of every adapter of this process; each runner writes its own, anybody reads.</summary>
public sealed class AdapterBoard
{
    private readonly ConcurrentDictionary<string, AdapterStatus> _states = new(StringComparer.Ordinal);

    /// <summary>By name.</summary>
    public IReadOnlyList<AdapterStatus> All => [.. _states.Values.OrderBy(state => state.Name, StringComparer.Ordinal)];

    internal void Update(string name, Func<AdapterStatus, AdapterStatus> change) => _states.AddOrUpdate(
        name,
        _ => change(new AdapterStatus(name, false, null, 0, null, 0, false, null, null)),
        (_, state) => change(state));
}
