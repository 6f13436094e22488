using System.Security.Cryptography;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Rooms.Membership;

/// <summary>
/// The key that password verifiers are encrypted with (AES-256-GCM), in a file outside the database: whoever has a copy
/// of the database alone has no passwords.
/// </summary>
internal sealed class VerifierKey
{
    private const byte Version = 1;
    private const int KeyLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly byte[] _key;

    private VerifierKey(byte[] key) => _key = key;

    /// <exception cref="StoreException">The file cannot be read or holds no key.</exception>
    public static VerifierKey Read(string file)
    {
        try
        {
            var key = File.ReadAllBytes(file);
            return key.Length is KeyLength
                ? new VerifierKey(key)
                : throw new StoreException($"The key file {file} is damaged: it must hold {KeyLength} bytes");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The key file {file} cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>Makes a new key that only this process's user can read. It is on the disk before it is used.</summary>
    public static VerifierKey Create(string file)
    {
        var key = RandomNumberGenerator.GetBytes(KeyLength);
        PrivateFiles.Write(file, key);
        return new VerifierKey(key);
    }

    /// <param name="owner">Bound into the result: one person's verifiers are of no use in another's row.</param>
    public byte[] Encrypt(ReadOnlySpan<byte> plain, Guid owner)
    {
        var sealedBytes = new byte[1 + NonceLength + TagLength + plain.Length];
        sealedBytes[0] = Version;
        var nonce = sealedBytes.AsSpan(1, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_key, TagLength);
        aes.Encrypt(
            nonce,
            plain,
            sealedBytes.AsSpan(1 + NonceLength + TagLength),
            sealedBytes.AsSpan(1 + NonceLength, TagLength),
            owner.ToByteArray());
        return sealedBytes;
    }

    /// <exception cref="CryptographicException">Another key, another owner, or damaged.</exception>
    public byte[] Decrypt(ReadOnlySpan<byte> sealedBytes, Guid owner)
    {
        if (sealedBytes.Length < 1 + NonceLength + TagLength || sealedBytes[0] is not Version)
        {
            throw new CryptographicException("This is not an encrypted verifier of a known version");
        }

        var plain = new byte[sealedBytes.Length - 1 - NonceLength - TagLength];
        using var aes = new AesGcm(_key, TagLength);
        aes.Decrypt(
            sealedBytes.Slice(1, NonceLength),
            sealedBytes[(1 + NonceLength + TagLength)..],
            sealedBytes.Slice(1 + NonceLength, TagLength),
            plain,
            owner.ToByteArray());
        return plain;
    }
}
