using PersistentChat.Sip.Tests.Fakes;

namespace PersistentChat.Sip.Tests.Fuzz;

/// <summary>Makes a broken message of a captured one. The same seed gives the same bytes, always.</summary>
internal static class Mutator
{
    private const int MostChanges = 6;

    private static readonly byte[][] Captures = Wire.CaptureBytes();

    // What parsers stumble over, more often than chance would find it.
    private static readonly byte[][] Stumbles =
    [
        [.. "\r\n"u8], [.. "\r\n\r\n"u8], [.. "\r"u8], [.. "\n"u8], [.. "\0"u8], [.. "\r\n "u8], [0xFF], [0xC3, 0x28], [.. ":"u8], [.. ";;"u8],
        [.. ",,"u8], [.. "\""u8], [.. "\\"u8], [.. "<"u8], [.. ">"u8], [.. "%00"u8], [.. "%"u8], [.. "@"u8], [.. "="u8], [.. "?"u8], [.. "["u8], [.. "]:"u8],
        [.. ":::1.2"u8], [.. "SIP/2.0 "u8], [.. "SIP/2.0 200 OK\r\n"u8], [.. "Content-Length: 7\r\n"u8], [.. "l:"u8], [.. "99999999999999999999"u8],
        [.. "-1"u8], [.. "2147483648"u8], [.. ";rport;keep;received="u8], [.. "Require: x\r\n"u8], [.. "Content-Encoding: x\r\n"u8],
        [.. "Session-Expires: 4294967295\r\nSupported: timer\r\n"u8], [.. ";tag="u8], [.. "Record-Route: <sip:a>\r\n"u8], [.. "\r\nVia: SIP/2.0/TCP a,,\r\n"u8],
        [.. "CANCEL "u8], [.. "ACK "u8], [.. "BYE "u8], [.. "UPDATE "u8],
    ];

    public static byte[] Mutate(int seed)
    {
        var random = new Random(seed);
        var message = new List<byte>(Any(random, Captures));
        for (var changes = 1 + random.Next(MostChanges); changes > 0 && message.Count > 0; changes--)
        {
            Change(message, random);
        }

        return [.. message];
    }

    private static void Change(List<byte> message, Random random)
    {
        var at = random.Next(message.Count);
        var some = Math.Min(1 + random.Next(random.Next(1, 200)), message.Count - at);
        switch (random.Next(8))
        {
            case 0:
                message[at] = (byte)random.Next(256);
                break;
            case 1:
                message[at] ^= (byte)(1 << random.Next(8));
                break;
            case 2:
                message.RemoveRange(at, some);
                break;
            case 3:
                message.InsertRange(at, message.GetRange(at, some));
                break;
            case 4:
                message.RemoveRange(at, message.Count - at);
                break;
            case 5:
                var other = Any(random, Captures);
                message.InsertRange(at, other.AsSpan(random.Next(other.Length)));
                break;
            default:
                message.InsertRange(at, Any(random, Stumbles));
                break;
        }
    }

    private static byte[] Any(Random random, byte[][] from) => from[random.Next(from.Length)];
}
