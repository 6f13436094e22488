using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Registration;

/// <summary>
/// The address of one endpoint of a person, <c>sip:user@host;opaque=user:epid:…;gruu</c> (MS-SIPRE section 3.2.5): the same
/// for the same person and instance, always.
/// </summary>
internal static class Gruu
{
    private const int InstanceBytes = 16;

    public static string Of(SipUri person, string instance) =>
        $"{person.AddressOfRecord};opaque=user:epid:{Encode(instance)};gruu";

    private static string Encode(string instance)
    {
        const string UuidUrn = "urn:uuid:";
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        var isUuid = instance.StartsWith(UuidUrn, StringComparison.OrdinalIgnoreCase)
            && Guid.TryParse(instance.AsSpan(UuidUrn.Length), out var uuid)
            && uuid.TryWriteBytes(bytes);
        if (!isUuid) { SHA256.HashData(Encoding.UTF8.GetBytes(instance), bytes); }
        return Base64Url.EncodeToString(bytes[..InstanceBytes]);
    }
}
