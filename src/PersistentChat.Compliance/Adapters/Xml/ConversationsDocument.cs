using System.Xml;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Contracts.Adapters;

namespace PersistentChat.Compliance.Adapters.Xml;

/// <summary>The root <c>Conversations</c> of the original's format: one conversation for each room.</summary>
internal sealed class ConversationsDocument(IArchiveWriter archive, AdapterSettings settings, Transform? transform)
    : ConversationsXml(archive, settings, transform)
{
    private DateTimeOffset _startAt;
    private DateTimeOffset _endAt;

    protected override void BeginDocument()
    {
        Xml.WriteStartElement("Conversations");
        Xml.WriteAttributeString("xmlns", "xsi", null, "http://www.w3.org/2001/XMLSchema-instance");
        Xml.WriteAttributeString("xmlns", "xsd", null, "http://www.w3.org/2001/XMLSchema");
    }

    protected override void BeginConversation(Conversation conversation, ComplianceEvent first, string type)
    {
        Xml.WriteStartElement("Conversation");
        Xml.WriteStartElement("Channel");
        Xml.WriteAttributeString("uri", XmlText.Of(conversation.Room?.Uri));
        Xml.WriteAttributeString("name", XmlText.Of(conversation.Room?.Name));
        Xml.WriteAttributeString("islogged", XmlConvert.ToString(conversation.Room?.KeepsHistory ?? false));
        if (Settings.AddChatRoomDetails)
        {
            Xml.WriteAttributeString("category", XmlText.Of(conversation.Category?.Name));
            Xml.WriteAttributeString("categoryUri", XmlText.Of(conversation.Category?.Uri));
        }

        Xml.WriteEndElement();
        _startAt = first.At;
        WriteMessage("FirstMessage", type, first);
        Xml.WriteStartElement("Messages");
    }

    protected override void Write(ComplianceEvent happened, string type)
    {
        _endAt = happened.At;
        WriteMessage("Message", type, happened);
    }

    protected override void EndConversation()
    {
        Xml.WriteEndElement();
        WriteTime("StartTimeUTC", _startAt);
        WriteTime("EndTimeUTC", _endAt);
        Xml.WriteEndElement();
    }

    private void WriteMessage(string element, string type, ComplianceEvent happened)
    {
        var isChat = happened.Kind is ComplianceEventKind.Chat;
        Xml.WriteStartElement(element);
        Xml.WriteAttributeString("type", type);
        Xml.WriteAttributeString("content", XmlText.Of(happened.Text));
        Xml.WriteAttributeString("id", XmlConvert.ToString(isChat ? happened.ChatId ?? 0 : 0));
        WriteSender(happened.Person);
        WriteTime("DateTimeUTC", happened.At);
        Xml.WriteEndElement();
    }

    private void WriteSender(CompliancePerson? person)
    {
        Xml.WriteStartElement("Sender");
        Xml.WriteAttributeString("UserName", person is null ? "" : XmlText.Of(PersonText.Name(person)));
        Xml.WriteAttributeString("id", XmlConvert.ToString(person is null ? 0 : PersonText.Number(person)));
        Xml.WriteAttributeString("email", XmlText.Of(person?.Mail));
        Xml.WriteAttributeString("internal", XmlConvert.ToString(person?.IsInternal ?? true));
        Xml.WriteAttributeString("uri", person is null ? "" : XmlText.Of(PersonText.Address(person)));
        if (Settings.AddUserDetails && person is not null)
        {
            Xml.WriteAttributeString("guid", XmlConvert.ToString(person.Id));
            Xml.WriteAttributeString("sipUri", XmlText.Of(person.Uri));
        }

        Xml.WriteEndElement();
    }

    private void WriteTime(string element, DateTimeOffset at)
    {
        Xml.WriteStartElement(element);
        Xml.WriteAttributeString("since1970", EventTime.Milliseconds(at));
        Xml.WriteAttributeString("string", EventTime.Text(at));
        Xml.WriteAttributeString("long", EventTime.Ticks(at));
        Xml.WriteEndElement();
    }
}
