using PersistentChat.Sip.Authentication;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Client;

/// <summary>
/// Signing in, as the client does it: answers what the server asks who this is with, and keeps what everything is signed with from
/// then on.
/// </summary>
internal sealed class ClientSignIn : IDisposable
{
    // Read by whoever sends.
    private volatile ClientSecurity? _security;

    public DigestCredentials? Digest { get; set; }

    public NtlmCredentials? Ntlm { get; set; }

    /// <summary>Signs what leaves. Null: nothing is signed.</summary>
    public IHeadSigner? Signer => _security;

    /// <summary>Whether what came may be believed.</summary>
    public bool Verify(SipMessage message) => _security is not { } security || security.Verify(message);

    /// <summary>The answer to a request in the end, which may be that to the first attempt.</summary>
    /// <param name="request">Was answered 401.</param>
    /// <param name="refused">That 401.</param>
    /// <param name="repeat">Sends it once more, after the answer that is given and with the Authorization (null: only signed).</param>
    public async Task<SipResponse> AnswerAsync(SipRequest request, SipResponse refused, Func<SipResponse, string?, Task<SipResponse>> repeat)
    {
        if (Digest?.Answer(request, refused) is { } authorization) { return await repeat(refused, authorization); }
        if (Ntlm is not { } credentials || NtlmCredentials.Begin(refused) is not { } begun) { return refused; }
        var challenge = await repeat(refused, begun.Authorization);
        if (challenge.Status != 401 || credentials.Answer(challenge, begun.Terms) is not { } security) { return challenge; }
        _security = security;
        var answer = await repeat(challenge, null);
        if (!security.IsEstablished) { _security = null; }
        return answer;
    }

    public void Dispose() => _security?.Dispose();
}
