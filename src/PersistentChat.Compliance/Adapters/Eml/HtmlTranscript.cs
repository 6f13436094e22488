using System.Net;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Contracts.Adapters;

namespace PersistentChat.Compliance.Adapters.Eml;

/// <summary>The conversation as a table; everything that people wrote is escaped.</summary>
internal sealed class HtmlTranscript(MimeWriter mail)
{
    public async Task WriteAsync(Conversation conversation, ConversationSummary summary, CancellationToken ct)
    {
        mail.Text("<!DOCTYPE html>");
        mail.Text($"<html><head><meta charset=\"utf-8\"><title>{Escaped(conversation.Room?.Name)}</title></head><body>");
        mail.Text($"<h1>{Escaped(conversation.Room?.Name ?? "no room")}</h1>");
        mail.Text($"<p>{Escaped(conversation.Room?.Uri)}, {EventTime.Text(summary.StartAt)} to {EventTime.Text(summary.EndAt)}</p>");
        mail.Text("<table>");
        await foreach (var happened in conversation.ReadEventsAsync(ct))
        {
            if (ConversationSummary.HasPlace(happened.Kind))
            {
                mail.Text(Row(happened));
            }
        }

        mail.Text("</table></body></html>");
    }

    private static string Row(ComplianceEvent happened)
    {
        var (type, text) = happened.Kind is ComplianceEventKind.Gap
            ? ("GAP", GapText.Of(happened))
            : (OriginalKinds.NameOf(happened.Kind), happened.Text);
        return $"<tr><td>{EventTime.Text(happened.At)}</td><td>{type}</td>"
            + $"<td>{Escaped(PlainTranscript.Who(happened.Person))}</td><td>{Escaped(text)}</td></tr>";
    }

    private static string Escaped(string? text) =>
        WebUtility.HtmlEncode(text ?? "").ReplaceLineEndings("<br>\n");
}
