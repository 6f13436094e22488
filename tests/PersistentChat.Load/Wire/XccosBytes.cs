using System.Buffers.Text;

namespace PersistentChat.Load.Wire;

/// <summary>What the load needs to know of an envelope, found in its bytes. The server writes one primitive into each.</summary>
internal static class XccosBytes
{
    /// <summary>From the name of the primitive to the end: <c>grpchat …</c>, <c>rpl …</c>, <c>ntc …</c>; empty: there is none.</summary>
    public static ReadOnlySpan<byte> Primitive(ReadOnlySpan<byte> body)
    {
        var root = body.IndexOf((byte)'>');
        return root < 0 || body.Length < root + 3 ? default : body[(root + 2)..];
    }

    /// <summary>The value of the first attribute of that name, which is given as <c> name="</c>; empty: there is none.</summary>
    public static ReadOnlySpan<byte> Attribute(ReadOnlySpan<byte> xml, ReadOnlySpan<byte> name)
    {
        var begin = xml.IndexOf(name);
        if (begin < 0) { return default; }
        var rest = xml[(begin + name.Length)..];
        var end = rest.IndexOf((byte)'"');
        return end < 0 ? default : rest[..end];
    }

    /// <summary>The number of a message within its room; 0: there is none.</summary>
    public static long ChatId(ReadOnlySpan<byte> message) =>
        Utf8Parser.TryParse(Attribute(message, " chatId=\""u8), out long id, out _) ? id : 0;

    /// <summary>The GUID at the end of <c>ma-chan://domain/GUID</c>.</summary>
    public static Guid Room(ReadOnlySpan<byte> message)
    {
        var uri = Attribute(message, " chanUri=\""u8);
        return uri.Length > 36 && Utf8Parser.TryParse(uri[^36..], out Guid id, out _) ? id : default;
    }
}
