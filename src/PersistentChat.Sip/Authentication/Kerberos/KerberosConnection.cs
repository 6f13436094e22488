using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Authentication.Kerberos;

/// <summary>
/// The handshake of one connection: the client's token, which in version 4 comes with a message that it signs already.
/// </summary>
internal sealed class KerberosConnection(ISignInAccounts accounts, SignatureOptions options) : ISchemeConnection
{
    private const string Scheme = "Kerberos";

    private string TargetName => $"sip/{options.Host}";

    public IEnumerable<string> Offer() =>
        [$"{Scheme} {new SignatureTerms(Scheme, options.Realm, TargetName, options.NewestVersion).Parameters}"];

    public SchemeAnswer Check(SipRequest request, Credentials credentials)
    {
        // Signed with keys that this connection does not know.
        if (!credentials.IsHandshake) { return new SchemeAnswer.Continue(Offer().Single()); }
        var version = SignatureTerms.VersionOf(credentials);
        if (version < options.OldestVersion || version > options.NewestVersion) { return new SchemeAnswer.Failed($"version {version}"); }
        if (credentials["realm"] != options.Realm || credentials["targetname"] != TargetName)
        {
            return new SchemeAnswer.Failed("realm or target name of another server");
        }

        var token = credentials["gssapi-data"] ?? "";
        var bytes = new byte[token.Length];
        if (!Convert.TryFromBase64String(token, bytes, out var length) || length == 0) { return new SchemeAnswer.Failed("no token"); }

        var session = new NegotiateAuthentication(new NegotiateAuthenticationServerOptions
        {
            Package = Scheme,
            Credential = CredentialCache.DefaultNetworkCredentials,
            RequiredProtectionLevel = ProtectionLevel.Sign,
        });
        var opaque = Convert.ToHexString(RandomNumberGenerator.GetBytes(4));
        var security = new SecurityAssociation(
            new SignatureTerms(Scheme, options.Realm, TargetName, version), opaque, new KerberosSigner(session));
        var answer = Prove(request, credentials, session, bytes.AsSpan(0, length), security);
        if (answer is not SchemeAnswer.Proven) { security.Dispose(); }
        return answer;
    }

    public void Dispose()
    {
        // The session belongs to the association that was handed over.
    }

    private SchemeAnswer Prove(
        SipRequest request, Credentials credentials, NegotiateAuthentication session, ReadOnlySpan<byte> token, SecurityAssociation security)
    {
        // Its own word on success stays true after a failure: only the status counts.
        _ = session.GetOutgoingBlob(token, out var status);
        if (status != NegotiateAuthenticationStatusCode.Completed) { return new SchemeAnswer.Failed($"{status}"); }

        var principal = session.RemoteIdentity.Name ?? "";
        if (FindAccount(principal, request.From.Uri.AddressOfRecord) is not { } account)
        {
            return new SchemeAnswer.Failed($"{principal} is not the one in From, or nobody here");
        }

        return security.VerifyFirst(request, credentials)
            ? new SchemeAnswer.Proven(account, security)
            : new SchemeAnswer.Failed("the signature of the request is wrong, or missing");
    }

    // user@REALM; one with more parts (user/admin) or escapes is not a person's.
    private SignInAccount? FindAccount(string principal, string person)
    {
        var at = principal.LastIndexOf('@');
        if (at <= 0 || principal.AsSpan(0, at).ContainsAny('/', '@', '\\')) { return null; }
        var realm = options.KerberosRealm.Length > 0 ? options.KerberosRealm : accounts.Domain.ToUpperInvariant();
        return principal[(at + 1)..] == realm ? accounts.Find(principal[..at], accounts.Domain, person) : null;
    }
}
