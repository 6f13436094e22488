using System.Xml;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Contracts.Adapters;

namespace PersistentChat.Compliance.Adapters.Actiance;

/// <summary>
/// The root <c>FileDump</c>. Times are milliseconds since 1970, login names are addresses. A search or a read of history
/// is a message with the query as its content, as the original's sample transform has it.
/// </summary>
internal sealed class FileDumpDocument(IArchiveWriter archive, AdapterSettings settings)
    : ConversationsXml(archive, settings, transform: null)
{
    private readonly SortedDictionary<string, CompliancePerson> _present = new(StringComparer.Ordinal);
    private string _roomId = "";
    private DateTimeOffset _endAt;

    protected override void BeginDocument() => Xml.WriteStartElement("FileDump");

    protected override void BeginConversation(Conversation conversation, ComplianceEvent first, string type)
    {
        _roomId = conversation.Room?.Uri ?? "";
        _present.Clear();
        Xml.WriteStartElement("Conversation");
        Xml.WriteAttributeString("Perspective", XmlText.Of(conversation.Room?.Name));
        Write("RoomID", _roomId);
        Write("StartTimeUTC", EventTime.Milliseconds(first.At));
        foreach (var person in conversation.Present)
        {
            Enter(person, first.At);
        }
    }

    protected override void Write(ComplianceEvent happened, string type)
    {
        _endAt = happened.At;
        var person = happened.Person;
        switch (happened.Kind)
        {
            case ComplianceEventKind.Join when person is not null:
                Enter(person, happened.At);
                break;
            case ComplianceEventKind.Part when person is not null:
                Leave(person, happened.At);
                _present.Remove(person.Uri);
                break;
            case ComplianceEventKind.FileUpload or ComplianceEventKind.FileDownload:
                WriteTransfer("FileTransferStarted", happened, status: null);
                WriteTransfer("FileTransferEnded", happened, "Completed");
                break;
            default:
                Xml.WriteStartElement("Message");
                WriteWho(person, happened.At);
                Write("Content", happened.Text);
                Xml.WriteEndElement();
                break;
        }
    }

    protected override void EndConversation()
    {
        foreach (var person in _present.Values)
        {
            Leave(person, _endAt);
        }

        Write("EndTimeUTC", EventTime.Milliseconds(_endAt));
        Xml.WriteEndElement();
    }

    private void Enter(CompliancePerson person, DateTimeOffset at)
    {
        if (_present.TryAdd(person.Uri, person))
        {
            WriteParticipant("ParticipantEntered", person, at);
        }
    }

    private void Leave(CompliancePerson person, DateTimeOffset at) => WriteParticipant("ParticipantLeft", person, at);

    private void WriteParticipant(string element, CompliancePerson person, DateTimeOffset at)
    {
        Xml.WriteStartElement(element);
        WriteWho(person, at);
        Write("InternalFlag", XmlConvert.ToString(person.IsInternal));
        Write("ConversationID", _roomId);
        Write("CorporateEmailID", person.Mail);
        Xml.WriteEndElement();
    }

    private void WriteTransfer(string element, ComplianceEvent happened, string? status)
    {
        Xml.WriteStartElement(element);
        WriteWho(happened.Person, happened.At);
        Write("UserFileName", happened.File?.Name ?? happened.Text);
        Write("FileName", happened.Text);
        if (status is not null)
        {
            Write("Status", status);
        }

        Xml.WriteEndElement();
    }

    private void WriteWho(CompliancePerson? person, DateTimeOffset at)
    {
        Write("LoginName", person is null ? "" : PersonText.Address(person));
        Write("DateTimeUTC", EventTime.Milliseconds(at));
    }

    private void Write(string element, string? text) => Xml.WriteElementString(element, XmlText.Of(text));
}
