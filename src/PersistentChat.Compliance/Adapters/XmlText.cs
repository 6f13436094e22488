using System.Text;
using System.Xml;

namespace PersistentChat.Compliance.Adapters;

/// <summary>How the adapters write XML, and what XML 1.0 cannot hold.</summary>
internal static class XmlText
{
    /// <summary>Line ends in attributes become character references: readers would make spaces of them.</summary>
    public static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        NewLineChars = "\n",
        NewLineHandling = NewLineHandling.Entitize,
        CloseOutput = false,
    };

    /// <summary>
    /// The text with U+FFFD for what no XML document can contain (control characters, lone surrogates). The record, CSV
    /// and JSON Lines have it as it was.
    /// </summary>
    public static string Of(string? text)
    {
        if (text is null)
        {
            return "";
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (Length(text, i) is 0)
            {
                return Replaced(text);
            }

            i += Length(text, i) - 1;
        }

        return text;
    }

    private static string Replaced(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var length = Length(text, i);
            result.Append(length == 0 ? "\uFFFD" : text.AsSpan(i, length));
            i += Math.Max(length, 1) - 1;
        }

        return result.ToString();
    }

    /// <summary>How many units the character at a place has; 0: it is none that XML knows.</summary>
    private static int Length(string text, int at) =>
        XmlConvert.IsXmlChar(text[at]) ? 1
        : at + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[at + 1], text[at]) ? 2
        : 0;
}
