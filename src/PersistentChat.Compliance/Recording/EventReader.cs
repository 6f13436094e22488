using System.Text.Json;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Store;

namespace PersistentChat.Compliance.Recording;

/// <summary>Makes rows of the record. There is no event that it cannot make one of.</summary>
internal static class EventReader
{
    public static RecordRow ToRow(RawEvent raw, DateTimeOffset now)
    {
        var (happened, fault) = Read(raw);
        return new RecordRow
        {
            Epoch = raw.Position.Epoch,
            Number = raw.Position.Number,
            Kind = happened?.Kind,
            At = happened?.At ?? now,
            RoomUri = happened?.Room?.Uri,
            PersonUri = happened?.Person?.Uri,
            Event = raw.Json.ToArray(),
            Fault = fault,
            RepairOfEpoch = happened?.RepairOf?.Epoch,
            RepairOfNumber = happened?.RepairOf?.Number,
        };
    }

    /// <summary>Where the epoch before the one that this event begins has ended; null: it begins none, or there was none.</summary>
    public static EventPosition? PreviousOf(RawEvent raw) =>
        Read(raw).Happened is { Kind: ComplianceEventKind.JournalStarted } started ? started.Previous : null;

    private static (ComplianceEvent? Happened, string? Fault) Read(RawEvent raw)
    {
        ComplianceEvent? happened;
        try
        {
            happened = JsonSerializer.Deserialize(raw.Json.Span, ComplianceJson.Default.ComplianceEvent);
        }
        catch (Exception broken) when (broken is JsonException or NotSupportedException or ArgumentException)
        {
            // Its text says where, and may quote what was said: only the place is kept.
            var where = (broken as JsonException)?.Path;
            return (null, $"This is no event: the JSON is wrong at {where ?? "an unknown place"}");
        }

        return happened switch
        {
            null => (null, "This is no event: null"),
            { Version: > ComplianceEvent.CurrentVersion or < 1 } =>
                (null, $"The event has version {happened.Version}, this recorder knows up to {ComplianceEvent.CurrentVersion}"),
            _ when happened.Position != raw.Position =>
                (null, $"The event says that it is {happened.Position} and came as {raw.Position}"),
            _ when happened.Room?.Uri.Length > ComplianceDbContext.UriLength
                || happened.Person?.Uri.Length > ComplianceDbContext.UriLength =>
                (null, $"The event has an address of more than {ComplianceDbContext.UriLength} characters"),
            _ => (happened, null),
        };
    }
}
