using PersistentChat.Compliance.Contracts.Adapters;

namespace PersistentChat.Compliance.Adapters.Eml;

/// <summary>
/// A mail for each conversation, as mail archives of the kind of Global Relay take them in: from the room, to whoever
/// took part, the transcript as text and as HTML. The six original types and gaps have a line each.
/// </summary>
/// <remarks>
/// Options: <c>From</c>, the sender's address (<c>persistent-chat@localhost</c>); <c>MessageType</c>, the value of the
/// header <c>X-GlobalRelay-MsgType</c> (<c>PersistentChat</c>). A conversation is read three times, once for the people
/// in the head and once for each form: nothing of it is kept in memory but its people.
/// </remarks>
public sealed class EmlAdapter : IComplianceAdapter
{
    private AdapterSettings _settings = new() { Name = "" };
    private string _from = "persistent-chat@localhost";
    private string _messageType = "PersistentChat";

    public void Configure(AdapterSettings settings)
    {
        _settings = settings;
        _from = settings.Options.GetValueOrDefault("From", _from);
        _messageType = settings.Options.GetValueOrDefault("MessageType", _messageType);
        if (!MailAddress.IsAddress(_from))
        {
            throw new AdapterSettingException("Options:From", "it is no address user@domain");
        }

        if (_messageType.Length is 0 or > 60 || _messageType.Any(c => c is < '!' or > '~'))
        {
            throw new AdapterSettingException("Options:MessageType", "it is no word of at most 60 ASCII characters");
        }
    }

    public async Task<AdapterResult> ExportAsync(
        ComplianceSlice slice, IArchiveWriter archive, CancellationToken cancellationToken)
    {
        using var attachments = new AttachmentList(archive, _settings.CreateFileAttachmentsManifest);
        await foreach (var conversation in slice.ReadConversationsAsync(cancellationToken))
        {
            var summary = await ConversationSummary.OfAsync(conversation, cancellationToken);
            using var file = summary.IsEmpty ? null : archive.Create(".eml");
            await foreach (var happened in conversation.ReadEventsAsync(cancellationToken))
            {
                if (!ConversationSummary.HasPlace(happened.Kind))
                {
                    archive.Omit(happened);
                    continue;
                }

                file!.Wrote(happened);
                attachments.Add(happened);
            }

            if (file is not null)
            {
                await WriteAsync(new MimeWriter(file.Content), slice, file.Name, conversation, summary, cancellationToken);
            }
        }

        return AdapterResult.Exported;
    }

    private async Task WriteAsync(
        MimeWriter mail,
        ComplianceSlice slice,
        string name,
        Conversation conversation,
        ConversationSummary summary,
        CancellationToken ct)
    {
        var room = conversation.Room?.Name ?? "no room";
        var boundary = $"=_{name}";
        mail.Header("Date", MimeWriter.Date(summary.EndAt));
        mail.AddressHeader("From", [new MailAddress(room, _from)]);
        mail.AddressHeader("To", summary.People.Values.Select(MailAddress.Of));
        mail.Header("Message-ID", $"<{Path.GetFileNameWithoutExtension(name)}.{_from}>");
        mail.TextHeader("Subject", $"Persistent Chat: {room}, {EventTime.Text(summary.StartAt)} to {EventTime.Text(summary.EndAt)}");
        mail.Header("X-GlobalRelay-MsgType", _messageType);
        mail.TextHeader("X-PersistentChat-Room", conversation.Room?.Uri ?? "");
        mail.Header("X-PersistentChat-Slice", $"{slice.Number}; first={slice.First}; last={slice.Last}");
        mail.Header("MIME-Version", "1.0");
        mail.Header("Content-Type", $"multipart/alternative; boundary=\"{boundary}\"");
        mail.EndHeaders();
        mail.Part(boundary, "text/plain");
        await new PlainTranscript(mail).WriteAsync(conversation, summary, ct);
        mail.Part(boundary, "text/html");
        await new HtmlTranscript(mail).WriteAsync(conversation, summary, ct);
        mail.EndParts(boundary);
    }
}
