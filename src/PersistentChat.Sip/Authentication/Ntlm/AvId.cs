namespace PersistentChat.Sip.Authentication.Ntlm;

/// <summary>What a pair of the target information is about (MS-NLMP section 2.2.2.1).</summary>
internal enum AvId : ushort
{
    End = 0,
    OldHost = 1,
    OldDomain = 2,
    Host = 3,
    Domain = 4,
    Flags = 6,
}
