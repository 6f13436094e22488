using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PersistentChat.Sip.Authentication.Ntlm;

/// <summary>
/// NTLM's signature with extended session security and key exchange, without connection (MS-NLMP section 3.4.4.2): 16 bytes.
/// </summary>
/// <param name="exportedSessionKey">16 bytes.</param>
/// <param name="isClient">Which of the two ends this is.</param>
internal sealed class NtlmSigner(ReadOnlySpan<byte> exportedSessionKey, bool isClient = false) : IMessageSigner
{
    private const int Length = 16;

    private readonly Direction _outgoing = new(exportedSessionKey, isOfClient: isClient);
    private readonly Direction _incoming = new(exportedSessionKey, isOfClient: !isClient);

    public void Sign(ReadOnlySpan<byte> text, IBufferWriter<byte> signature)
    {
        _outgoing.Write(text, signature.GetSpan(Length));
        signature.Advance(Length);
    }

    public bool Verify(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        Span<byte> right = stackalloc byte[Length];
        _incoming.Write(text, right);
        return CryptographicOperations.FixedTimeEquals(right, signature);
    }

    public void Dispose()
    {
        _outgoing.Dispose();
        _incoming.Dispose();
    }

    private sealed class Direction : IDisposable
    {
        private const uint Version = 1;

        private readonly IncrementalHash _hash;
        private readonly byte[] _number = new byte[4];

        // The cipher is begun anew for every message, always with the same number: so its first bytes are always the same.
        private readonly byte[] _stream = new byte[8];

        public Direction(ReadOnlySpan<byte> session, bool isOfClient)
        {
            _hash = IncrementalHash.CreateHMAC(HashAlgorithmName.MD5, NtlmKeys.SigningKey(session, isOfClient));
            BinaryPrimitives.WriteUInt32LittleEndian(_number, NtlmKeys.SequenceNumber);
            Rc4.Transform(NtlmKeys.MessageSealingKey(NtlmKeys.SealingKey(session, isOfClient)), _stream, _stream);
        }

        public void Write(ReadOnlySpan<byte> text, Span<byte> signature)
        {
            Span<byte> checksum = stackalloc byte[16];
            _hash.AppendData(_number);
            _hash.AppendData(text);
            _hash.GetHashAndReset(checksum);

            BinaryPrimitives.WriteUInt32LittleEndian(signature, Version);
            for (var i = 0; i < _stream.Length; i++)
            {
                signature[4 + i] = (byte)(checksum[i] ^ _stream[i]);
            }

            _number.CopyTo(signature[12..]);
        }

        public void Dispose() => _hash.Dispose();
    }
}
