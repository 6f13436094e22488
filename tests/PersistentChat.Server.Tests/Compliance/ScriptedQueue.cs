using System.Text;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Recording;

namespace PersistentChat.Server.Tests.Compliance;

/// <summary>The other side of a relay, which does what a test says.</summary>
internal sealed class ScriptedQueue : IEventQueue
{
    private readonly Lock _lock = new();
    private readonly List<OutboxBatch> _tried = [];
    private readonly List<OutboxBatch> _taken = [];

    /// <summary>What happens with the next batch, after it was noted as tried; what throws takes nothing.</summary>
    public Func<OutboxBatch, CancellationToken, Task> Next { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Every try, oldest first.</summary>
    public IReadOnlyList<OutboxBatch> Tried { get { lock (_lock) { return [.. _tried]; } } }

    /// <summary>What was acknowledged.</summary>
    public IReadOnlyList<OutboxBatch> Taken { get { lock (_lock) { return [.. _taken]; } } }

    public IEnumerable<(EventPosition Position, string Json)> Events =>
        Taken.SelectMany(batch => batch.Events).Select(raw => (raw.Position, Encoding.UTF8.GetString(raw.Json.Span)));

    public async Task SendAsync(OutboxBatch batch, CancellationToken cancellation)
    {
        lock (_lock)
        {
            _tried.Add(batch);
        }

        await Next(batch, cancellation);
        lock (_lock)
        {
            _taken.Add(batch);
        }
    }
}
