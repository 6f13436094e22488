using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Transactions;

/// <summary>
/// What makes two requests on one connection the same (RFC 3261 section 17.2.3).
/// </summary>
/// <remarks>
/// COMPAT(pidgin-sipe): requests come without branch, so the rules of RFC 2543 apply to all; and clients started in the same
/// second have the same identifiers, so the sender's URI is part of the key. So is who it is asserted to be: a front end may
/// carry several people whose From is anonymous (RFC 3323 section 4.1.1.3).
/// </remarks>
internal sealed record TransactionKey(
    string CallId, int CSeq, string Method, string? Branch, string? FromTag, string FromUri, string? Asserted)
{
    /// <summary>The peer makes its branches as RFC 3261 section 8.1.1.7 asks for.</summary>
    public bool HasCookie => Branch?.StartsWith("z9hG4bK", StringComparison.OrdinalIgnoreCase) ?? false;

    public TransactionKey WithoutBranch => this with { Branch = null };

    public static TransactionKey Of(SipRequest request) => new(
        request.CallId,
        request.CSeq.Number,
        request.Method,
        request.TopVia.Branch,
        request.From.Tag,
        request.From.Uri.AddressOfRecord,
        request.Headers[SipHeaderNames.PAssertedIdentity]);
}
