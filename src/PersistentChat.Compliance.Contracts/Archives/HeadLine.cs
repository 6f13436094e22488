using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PersistentChat.Compliance.Contracts.Archives;

/// <summary>
/// A line of <c>chain.heads</c>: the head's JSON, a tab, and the ECDSA signature (SHA-256, DER, base64) of the bytes
/// before the tab. Its hash is that of the whole line without its end.
/// </summary>
public sealed record HeadLine(string Json, string Signature)
{
    public string Text => $"{Json}\t{Signature}";

    public string Hash => ArchiveFormat.Hash(Encoding.UTF8.GetBytes(Text));

    public static HeadLine Sign(Head head, ECDsa key)
    {
        var json = JsonSerializer.Serialize(head, ArchiveJson.Default.Head);
        var signature = key.SignData(
            Encoding.UTF8.GetBytes(json), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return new HeadLine(json, Convert.ToBase64String(signature));
    }

    /// <summary>Names a public key: the first 16 digits of its SubjectPublicKeyInfo's SHA-256.</summary>
    public static string KeyId(ECDsa key) => ArchiveFormat.Hash(key.ExportSubjectPublicKeyInfo())[..16];

    public static HeadLine Parse(string line)
    {
        var tab = line.LastIndexOf('\t');
        return tab < 0 ? new HeadLine(line, "") : new HeadLine(line[..tab], line[(tab + 1)..]);
    }

    public bool IsSignedBy(ECDsa key)
    {
        var signature = new byte[Signature.Length];
        return Convert.TryFromBase64String(Signature, signature, out var length)
            && key.VerifyData(
                Encoding.UTF8.GetBytes(Json),
                signature.AsSpan(0, length),
                HashAlgorithmName.SHA256,
                DSASignatureFormat.Rfc3279DerSequence);
    }

    public bool TryRead([NotNullWhen(true)] out Head? head)
    {
        try
        {
            head = JsonSerializer.Deserialize(Json, ArchiveJson.Default.Head);
        }
        catch (JsonException)
        {
            head = null;
        }

        return head is not null;
    }
}
