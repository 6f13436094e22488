namespace PersistentChat.Sip.Authentication.Ntlm;

/// <summary>What the two ends agree on (MS-NLMP section 2.2.2.5).</summary>
[Flags]
internal enum NtlmFlags : uint
{
    Unicode = 0x1,
    RequestTarget = 0x4,
    Sign = 0x10,
    Datagram = 0x40,
    Ntlm = 0x200,
    AlwaysSign = 0x8000,
    TargetIsDomain = 0x10000,
    ExtendedSessionSecurity = 0x80000,
    Identify = 0x100000,
    TargetInfo = 0x800000,
    Version = 0x2000000,
    Strong = 0x20000000,
    KeyExchange = 0x40000000,

    /// <summary>Without one of these a client cannot sign as SIP needs it, or does it weakly.</summary>
    Needed = Unicode | Sign | Datagram | Ntlm | AlwaysSign | ExtendedSessionSecurity | Strong | KeyExchange,

    /// <summary>COMPAT(pidgin-sipe): it also wants these two.</summary>
    Offered = Needed | RequestTarget | TargetIsDomain | Identify | TargetInfo | Version,
}
