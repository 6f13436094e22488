using System.Buffers.Binary;
using System.Security.Cryptography;
using PersistentChat.Compliance.Contracts;

namespace PersistentChat.Compliance.Adapters;

/// <summary>How formats that are older than this pool name people.</summary>
internal static class PersonText
{
    /// <summary><c>user@domain</c>: the original's samples have no <c>sip:</c>.</summary>
    public static string Address(CompliancePerson person) =>
        person.Uri.StartsWith("sip:", StringComparison.OrdinalIgnoreCase) ? person.Uri[4..] : person.Uri;

    public static string Name(CompliancePerson person) =>
        string.IsNullOrEmpty(person.DisplayName) ? Address(person) : person.DisplayName;

    /// <summary>
    /// The original's principal id, a number. Ours are GUIDs: this one follows from it, for readers that insist on a
    /// number. Two people can share one; the address is what tells them apart.
    /// </summary>
    public static int Number(CompliancePerson person)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(person.Id.ToByteArray(bigEndian: true), hash);
        return BinaryPrimitives.ReadInt32BigEndian(hash) & int.MaxValue;
    }
}
