using System.Buffers.Binary;
using System.Numerics;

namespace PersistentChat.Rooms.Membership;

/// <summary>
/// MD4 (RFC 1320), which .NET does not have. Broken as a hash and used for one thing only: the NT hash, which NTLM is
/// defined on.
/// </summary>
internal static class Md4
{
    private const int BlockLength = 64;

    public static byte[] Hash(ReadOnlySpan<byte> data)
    {
        Span<uint> state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
        var padded = new byte[(data.Length + 8) / BlockLength * BlockLength + BlockLength];
        data.CopyTo(padded);
        padded[data.Length] = 0x80;
        BinaryPrimitives.WriteUInt64LittleEndian(padded.AsSpan(padded.Length - 8), (ulong)data.Length * 8);
        for (var at = 0; at < padded.Length; at += BlockLength)
        {
            Mix(state, padded.AsSpan(at, BlockLength));
        }

        var hash = new byte[16];
        for (var i = 0; i < state.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(hash.AsSpan(i * 4), state[i]);
        }

        return hash;
    }

    private static void Mix(Span<uint> state, ReadOnlySpan<byte> block)
    {
        Span<uint> x = stackalloc uint[16];
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = BinaryPrimitives.ReadUInt32LittleEndian(block[(i * 4)..]);
        }

        // Which word each of a round's sixteen steps takes, and by how much it turns.
        ReadOnlySpan<int> order1 = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
        ReadOnlySpan<int> order2 = [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15];
        ReadOnlySpan<int> order3 = [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15];
        var (a, b, c, d) = (state[0], state[1], state[2], state[3]);
        for (var i = 0; i < 16; i++)
        {
            var f = (b & c) | (~b & d);
            var sum = a + f + x[order1[i]];
            var turn = (i % 4) switch { 0 => 3, 1 => 7, 2 => 11, _ => 19 };
            (a, b, c, d) = (d, BitOperations.RotateLeft(sum, turn), b, c);
        }

        for (var i = 0; i < 16; i++)
        {
            var g = (b & c) | (b & d) | (c & d);
            var sum = a + g + x[order2[i]] + 0x5a827999;
            var turn = (i % 4) switch { 0 => 3, 1 => 5, 2 => 9, _ => 13 };
            (a, b, c, d) = (d, BitOperations.RotateLeft(sum, turn), b, c);
        }

        for (var i = 0; i < 16; i++)
        {
            var h = b ^ c ^ d;
            var sum = a + h + x[order3[i]] + 0x6ed9eba1;
            var turn = (i % 4) switch { 0 => 3, 1 => 9, 2 => 11, _ => 15 };
            (a, b, c, d) = (d, BitOperations.RotateLeft(sum, turn), b, c);
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
    }
}
