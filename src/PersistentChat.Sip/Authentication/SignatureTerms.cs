namespace PersistentChat.Sip.Authentication;

/// <summary>What a challenge of a scheme that signs says, and every signature repeats (MS-SIPAE section 2.2).</summary>
/// <param name="Scheme">Such as <c>NTLM</c>.</param>
/// <param name="Realm">Where one signs in, as text.</param>
/// <param name="TargetName">Which server, as the scheme writes it.</param>
/// <param name="Version">2 (Live Communications Server 2005), 3 or 4 (Lync).</param>
public sealed record SignatureTerms(string Scheme, string Realm, string TargetName, int Version)
{
    public const int OldestVersion = 2;
    public const int FirstSignedHandshake = 4;
    public const int NewestVersion = 4;

    /// <summary>As they stand in a header. Clients of version 2 know no such parameter.</summary>
    public string Parameters => $"targetname=\"{TargetName}\", realm=\"{Realm}\"{(Version > OldestVersion ? $", version={Version}" : "")}";

    /// <summary>The version that credentials are of.</summary>
    public static int VersionOf(Credentials credentials) =>
        int.TryParse(credentials["version"] ?? "2", out var version) ? version : 0;
}
