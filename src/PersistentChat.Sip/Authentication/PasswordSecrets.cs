namespace PersistentChat.Sip.Authentication;

/// <summary>What a password is checked against; each is as good as the password.</summary>
/// <param name="NtHash">For NTLM (MS-NLMP section 3.3.2): MD4 of the password in UTF-16LE, 16 bytes.</param>
/// <param name="DigestMd5">For Digest (RFC 7616 section 3.4.2): HA1 for the user name that was asked for, lower-case hex.</param>
/// <param name="DigestSha256">Likewise (RFC 8760).</param>
public sealed record PasswordSecrets(ReadOnlyMemory<byte> NtHash, string DigestMd5, string DigestSha256)
{
    // A record prints its members.
    public override string ToString() => nameof(PasswordSecrets);
}
