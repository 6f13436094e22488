using Microsoft.Extensions.Options;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Authentication.Kerberos;

/// <summary>
/// Kerberos as SIP uses it (MS-SIPAE section 3.3.5): one token of the client, without mutual authentication; messages are signed
/// with the session's key (RFC 4121). The system's GSSAPI does the work, with the key that the keytab has for <c>sip/HOST</c>.
/// </summary>
public sealed class KerberosScheme(ISignInAccounts accounts, IOptions<SignatureOptions> options) : IAuthenticationScheme
{
    public string Name => "Kerberos";

    public ISchemeConnection Begin(SipConnection connection) => new KerberosConnection(accounts, options.Value);

    public void Prepare()
    {
        if (options.Value.Keytab is { Length: > 0 } file) { SystemKeytab.Use(file); }
    }
}
