using Microsoft.EntityFrameworkCore;
using PersistentChat.Compliance.Store;

namespace PersistentChat.Compliance.Recording;

/// <summary>The state of recorder and record as readiness says it.</summary>
/// <param name="Trouble">Why this process records nothing; null: it records.</param>
/// <param name="Unreadable">Events that could not be read and that no later event repairs: somebody must look at them.</param>
/// <param name="InTransit">Events that some adapter has not exported yet.</param>
/// <param name="OldestInTransit">When the oldest of them happened.</param>
public sealed record RecordHealth(string? Trouble, int Unreadable, int InTransit, DateTimeOffset? OldestInTransit)
{
    public bool IsGood => Trouble is null && Unreadable is 0;

    /// <summary>One line for people.</summary>
    public override string ToString() => string.Join("; ", new[]
    {
        Trouble is null ? "recording" : $"not recording: {Trouble}",
        Unreadable is 0 ? "every event can be read" : $"{Unreadable} events cannot be read",
        InTransit is 0 ? "nothing in transit" : $"{InTransit} in transit, the oldest of {OldestInTransit:u}",
    });

    /// <remarks>Does not throw: a database that cannot be read is a trouble like any other.</remarks>
    public static async Task<RecordHealth> ReadAsync(
        IDbContextFactory<ComplianceDbContext> databases, RecorderStatus status, CancellationToken ct)
    {
        try
        {
            await using var db = databases.CreateDbContext();
            var unreadable = await Repairs.Unrepaired(db).CountAsync(ct);
            var inTransit = await db.Transit.CountAsync(ct);
            var oldest = await db.Transit.OrderBy(t => t.Epoch).ThenBy(t => t.Number)
                .Join(db.Record, t => new { t.Epoch, t.Number }, r => new { r.Epoch, r.Number }, (_, r) => (DateTimeOffset?)r.At)
                .FirstOrDefaultAsync(ct);
            return new RecordHealth(status.Trouble, unreadable, inTransit, oldest);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new RecordHealth(status.Trouble ?? failure.Message, 0, 0, null);
        }
    }
}
