using System.Globalization;
using System.Security.Cryptography;

namespace PersistentChat.Sip.Messages;

/// <summary>Our own tags (RFC 3261 section 19.3): 128 random bits, written as 32 hexadecimal digits.</summary>
internal static class Tags
{
    public const int Length = 32;

    public static UInt128 New()
    {
        Span<byte> random = stackalloc byte[16];
        RandomNumberGenerator.Fill(random);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(random);
    }

    public static string NewText() => Format(New());

    public static string Format(UInt128 tag) => tag.ToString("x32", CultureInfo.InvariantCulture);

    public static bool TryParse(ReadOnlySpan<char> text, out UInt128 tag)
    {
        tag = default;
        return text.Length == Length
            && UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out tag);
    }

    public static bool TryParse(ReadOnlySpan<byte> text, out UInt128 tag)
    {
        tag = default;
        return text.Length == Length
            && UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out tag);
    }
}
