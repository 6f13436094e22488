using System.Buffers;
using System.Globalization;
using System.Text;

namespace PersistentChat.Sip.Messages;

/// <summary>Writing text as UTF-8 without strings in between.</summary>
internal static class BufferText
{
    public static void Append(this IBufferWriter<byte> output, string text)
    {
        var span = output.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        output.Advance(Encoding.UTF8.GetBytes(text, span));
    }

    public static void Append(this IBufferWriter<byte> output, int number)
    {
        const int LongestInt = 11;
        number.TryFormat(output.GetSpan(LongestInt), out var written, default, CultureInfo.InvariantCulture);
        output.Advance(written);
    }
}
