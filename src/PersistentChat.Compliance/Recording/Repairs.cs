using Microsoft.EntityFrameworkCore;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Leases;
using PersistentChat.Compliance.Store;

namespace PersistentChat.Compliance.Recording;

/// <summary>
/// What an operator does about events that could not be read: looks at them, and says what they were. The event itself stays as
/// it came; what is said of it is a new one that refers to it. May run beside the workers, in a process of its own.
/// </summary>
public sealed class Repairs(
    IDbContextFactory<ComplianceDbContext> databases, Recorder recorder, LeaseOffice leases, TimeProvider clock)
{
    /// <summary>The longest that can be said of one event, in UTF-16 units.</summary>
    public const int TextLength = 4000;

    private const string LeaseName = "repair";

    /// <summary>All that nobody has said anything of yet, in the order of positions.</summary>
    public async Task<IReadOnlyList<UnreadableEvent>> FindAsync(CancellationToken ct)
    {
        await using var db = databases.CreateDbContext();
        return await Unrepaired(db)
            .OrderBy(r => r.Epoch).ThenBy(r => r.Number)
            .Select(r => new UnreadableEvent(new EventPosition(r.Epoch, r.Number), r.At, r.Fault!, r.Event))
            .ToListAsync(ct);
    }

    /// <summary>Records what an event was, in the words of whoever found out.</summary>
    /// <returns>Why it was not recorded; null: it was.</returns>
    /// <exception cref="ArgumentException"><paramref name="text"/> is empty or too long.</exception>
    public async Task<string?> RepairAsync(EventPosition position, string text, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > TextLength)
        {
            throw new ArgumentException($"What the event was must be said, in at most {TextLength} characters", nameof(text));
        }

        var isRecorded = false;
        await leases.HoldAsync(
            LeaseName,
            async (lease, stop) =>
            {
                // Nobody else repairs anything meanwhile: said twice would be doubled.
                await using var db = databases.CreateDbContext();
                if (await Unrepaired(db).AnyAsync(r => r.Epoch == position.Epoch && r.Number == position.Number, stop))
                {
                    var repair = OwnEvent.Batch(
                        ComplianceEventKind.Repair, clock.GetUtcNow(), e => e with { RepairOf = position, Text = text });
                    await recorder.RecordAsync(repair, lease, stop);
                    isRecorded = true;
                }
            },
            ct);
        return isRecorded ? null : $"{position} is no event that cannot be read and was not repaired yet";
    }

    /// <summary>Events that could not be read and that no other refers to. Those that were given up as lost are not among them.</summary>
    internal static IQueryable<RecordRow> Unrepaired(ComplianceDbContext db) => db.Record.Where(
        r => r.Fault != null && r.Kind == null && !db.Record.Any(x => x.RepairOfNumber == r.Number && x.RepairOfEpoch == r.Epoch));
}
