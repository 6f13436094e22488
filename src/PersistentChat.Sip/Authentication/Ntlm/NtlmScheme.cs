using Microsoft.Extensions.Options;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Authentication.Ntlm;

/// <summary>
/// NTLM as SIP uses it (MS-SIPAE, MS-NLMP without connection): version 2 of NTLM with 128 bit keys, nothing less.
/// </summary>
public sealed class NtlmScheme(ISignInAccounts accounts, IOptions<SignatureOptions> options) : IAuthenticationScheme
{
    public string Name => "NTLM";

    public ISchemeConnection Begin(SipConnection connection) => new NtlmConnection(accounts, options.Value);
}
