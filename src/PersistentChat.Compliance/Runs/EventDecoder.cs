using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Store;

namespace PersistentChat.Compliance.Runs;

/// <summary>What an adapter is given for a row of the record.</summary>
internal static class EventDecoder
{
    public static ComplianceEvent Decode(RecordRow row) => row.Fault is null
        ? JsonSerializer.Deserialize(row.Event, ComplianceJson.Default.ComplianceEvent)!
        : new ComplianceEvent
        {
            Id = IdOf(row.Position),
            Position = row.Position,
            Kind = ComplianceEventKind.Gap,
            At = row.At,
            Reason = row.Fault,
            Raw = Convert.ToBase64String(row.Event),
        };

    /// <summary>An unreadable event's own id is not known: the same one whenever it is asked for.</summary>
    private static Guid IdOf(EventPosition position)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"gap {position.Epoch}/{position.Number}");
        return new Guid(SHA256.HashData(Encoding.ASCII.GetBytes(name)).AsSpan(0, 16));
    }
}
