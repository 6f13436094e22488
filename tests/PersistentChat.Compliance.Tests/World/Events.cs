using System.Text;
using System.Text.Json;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Recording;

namespace PersistentChat.Compliance.Tests.World;

/// <summary>Events as an outbox would give them.</summary>
internal static class Events
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static OutboxBatch Batch(long epoch, long first, long last) =>
        new([.. Range(first, last).Select(number => Chat(epoch, number))]);

    public static OutboxBatch Batch(params RawEvent[] events) => new(events);

    /// <summary>The same every time it is asked for.</summary>
    public static RawEvent Chat(long epoch, long number, string text = "hello") => Raw(new ComplianceEvent
    {
        Id = new Guid((int)epoch, 0, 0, BitConverter.GetBytes(number)),
        Position = new EventPosition(epoch, number),
        Kind = ComplianceEventKind.Chat,
        At = Start.AddTicks(number),
        Room = new ComplianceRoom("ma-chan://example.com/r", "Lobby", true),
        Person = new CompliancePerson(new Guid(7, 0, 0, new byte[8]), "sip:ann@example.com", "Ann", null, true),
        ChatId = number,
        Text = text,
    });

    public static RawEvent Raw(ComplianceEvent happened) =>
        new(happened.Position, JsonSerializer.SerializeToUtf8Bytes(happened, ComplianceJson.Default.ComplianceEvent));

    public static RawEvent Raw(long epoch, long number, string json) =>
        new(new EventPosition(epoch, number), Encoding.UTF8.GetBytes(json));

    private static IEnumerable<long> Range(long first, long last)
    {
        for (var number = first; number <= last; number++)
        {
            yield return number;
        }
    }
}
