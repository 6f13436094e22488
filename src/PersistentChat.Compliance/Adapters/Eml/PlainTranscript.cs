using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Contracts.Adapters;

namespace PersistentChat.Compliance.Adapters.Eml;

/// <summary>The conversation as text: who was there, then a line for each event, its further lines indented.</summary>
internal sealed class PlainTranscript(MimeWriter mail)
{
    public async Task WriteAsync(Conversation conversation, ConversationSummary summary, CancellationToken ct)
    {
        mail.Text($"Room: {conversation.Room?.Name ?? "none"}");
        mail.Text($"Address: {conversation.Room?.Uri ?? "none"}");
        mail.Text($"From {EventTime.Text(summary.StartAt)} to {EventTime.Text(summary.EndAt)}");
        mail.Text($"Present at the start: {conversation.Present.Count}");
        foreach (var person in conversation.Present)
        {
            mail.Text($"  {Who(person)}");
        }

        mail.Text("");
        await foreach (var happened in conversation.ReadEventsAsync(ct))
        {
            if (ConversationSummary.HasPlace(happened.Kind))
            {
                mail.Text($"{EventTime.Text(happened.At)} {Said(happened).ReplaceLineEndings("\n    ")}");
            }
        }
    }

    internal static string Who(CompliancePerson? person) =>
        person is null ? "" : $"{PersonText.Name(person)} <{PersonText.Address(person)}>";

    private static string Said(ComplianceEvent happened) => happened.Kind is ComplianceEventKind.Gap
        ? $"GAP: {GapText.Of(happened)}"
        : $"{OriginalKinds.NameOf(happened.Kind)} {Who(happened.Person)}: {happened.Text}";
}
