using System.Buffers.Binary;

namespace PersistentChat.Sip.Authentication.Ntlm;

/// <summary>What all messages have: a signature, a type, and fields that say where in the message something stands.</summary>
internal static class NtlmMessage
{
    private static ReadOnlySpan<byte> Signature => "NTLMSSP\0"u8;

    public static void WriteHead(Span<byte> message, uint type)
    {
        Signature.CopyTo(message);
        BinaryPrimitives.WriteUInt32LittleEndian(message[8..], type);
    }

    /// <summary>Puts the value at its place, and its length and place into the field.</summary>
    public static void WriteField(Span<byte> message, int field, int at, ReadOnlySpan<byte> value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(message[field..], (ushort)value.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(message[(field + 2)..], (ushort)value.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(message[(field + 4)..], (uint)at);
        value.CopyTo(message[at..]);
    }

    public static bool IsOfType(ReadOnlySpan<byte> message, uint type) =>
        message.StartsWith(Signature) && message.Length >= 12 && BinaryPrimitives.ReadUInt32LittleEndian(message[8..]) == type;

    /// <summary>False: it points out of the message.</summary>
    public static bool TryReadField(byte[] message, int field, out ReadOnlyMemory<byte> value)
    {
        value = default;
        var length = BinaryPrimitives.ReadUInt16LittleEndian(message.AsSpan(field));
        var at = BinaryPrimitives.ReadUInt32LittleEndian(message.AsSpan(field + 4));
        if (at > message.Length || length > message.Length - at) { return false; }
        value = message.AsMemory((int)at, length);
        return true;
    }
}
