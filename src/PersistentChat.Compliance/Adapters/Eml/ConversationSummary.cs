using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Contracts.Adapters;

namespace PersistentChat.Compliance.Adapters.Eml;

/// <summary>What must be known of a conversation before its mail can be begun.</summary>
internal sealed class ConversationSummary
{
    /// <summary>Whoever was in the room or did something, by address, as first met.</summary>
    public SortedDictionary<string, CompliancePerson> People { get; } = new(StringComparer.Ordinal);

    public DateTimeOffset StartAt { get; private set; }

    public DateTimeOffset EndAt { get; private set; }

    /// <summary>Nothing in it has a place in a mail.</summary>
    public bool IsEmpty { get; private set; } = true;

    public static bool HasPlace(ComplianceEventKind kind) =>
        kind is ComplianceEventKind.Gap || OriginalKinds.NameOf(kind) is not null;

    public static async Task<ConversationSummary> OfAsync(Conversation conversation, CancellationToken ct)
    {
        var summary = new ConversationSummary();
        foreach (var person in conversation.Present)
        {
            summary.People.TryAdd(person.Uri, person);
        }

        await foreach (var happened in conversation.ReadEventsAsync(ct))
        {
            if (HasPlace(happened.Kind))
            {
                summary.Add(happened);
            }
        }

        return summary;
    }

    private void Add(ComplianceEvent happened)
    {
        if (IsEmpty)
        {
            StartAt = happened.At;
            IsEmpty = false;
        }

        EndAt = happened.At;
        if (happened.Person is { } person)
        {
            People.TryAdd(person.Uri, person);
        }
    }
}
