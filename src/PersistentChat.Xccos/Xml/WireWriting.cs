using System.Globalization;
using System.Xml;

namespace PersistentChat.Xccos.Xml;

/// <summary>The few things everybody who writes to the wire needs.</summary>
internal static class WireWriting
{
    /// <summary>
    /// UTC, up to seven digits of a second, trailing zeros (and then the point) left out (xccos.md section 5).
    /// </summary>
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    extension(XmlWriter xml)
    {
        /// <summary>Begins an element of the chat language; the envelope made its namespace the default.</summary>
        public void Begin(string wireName) => xml.WriteStartElement("", wireName, WireNames.Namespace);

        public void End() => xml.WriteEndElement();

        public void Attribute(string wireName, string value) => xml.WriteAttributeString(wireName, value);

        public void Attribute(string wireName, bool value) =>
            xml.WriteAttributeString(wireName, value ? WireNames.Values.True : WireNames.Values.False);

        public void Attribute(string wireName, long value) =>
            xml.WriteAttributeString(wireName, value.ToString(CultureInfo.InvariantCulture));

        public void Attribute(string wireName, DateTimeOffset value) =>
            xml.WriteAttributeString(wireName, value.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));

        public void OptionalAttribute(string wireName, string? value)
        {
            if (value is not null)
            {
                xml.WriteAttributeString(wireName, value);
            }
        }

        /// <summary>An <c>info</c> or <c>prop</c> element (xccos.md section 6.1).</summary>
        public void Fact(string wireName, string id, string value)
        {
            xml.Begin(wireName);
            xml.Attribute(WireNames.Attributes.Id, id);
            xml.Text(value);
            xml.End();
        }

        public void Fact(string wireName, string id, bool value) =>
            xml.Fact(wireName, id, value ? WireNames.Values.True : WireNames.Values.False);

        /// <summary>A room by its address, with people by theirs (xccos.md section 9).</summary>
        public void RoomWith(RoomUri room, IEnumerable<string> personUris)
        {
            xml.Begin(WireNames.Elements.Room);
            xml.Attribute(WireNames.Attributes.Uri, room.ToString());
            foreach (var uri in personUris)
            {
                xml.Begin(WireNames.Elements.Person);
                xml.Attribute(WireNames.Attributes.Uri, uri);
                xml.End();
            }

            xml.End();
        }

        /// <summary>An <c>inv</c> element (xccos.md section 6.4).</summary>
        public void Invitation(long id, string domain)
        {
            xml.Begin(WireNames.Elements.Invitation);
            xml.Attribute(WireNames.Attributes.InvitationId, id);
            xml.Attribute(WireNames.Attributes.Domain, domain);
            xml.End();
        }

        /// <summary>
        /// Text such that every reader has exactly this text again. A line break (U+000A) leaves as the bytes CR LF,
        /// which is what clients send and what XML folds into U+000A; a carriage return of its own must therefore be
        /// a reference, or the writer would take it for a line break.
        /// </summary>
        public void Text(string text)
        {
            var rest = 0;
            for (var at = text.IndexOf('\r'); at >= 0; at = text.IndexOf('\r', rest))
            {
                xml.WriteString(text[rest..at]);
                xml.WriteCharEntity('\r');
                rest = at + 1;
            }

            xml.WriteString(rest == 0 ? text : text[rest..]);
        }
    }
}
