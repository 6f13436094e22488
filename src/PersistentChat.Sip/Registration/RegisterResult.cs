using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Registration;

/// <summary>What became of a REGISTER (RFC 3261 section 10.3), and what the answer has to say of it.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Status">200, 403 or 503. COMPAT(pidgin-sipe): with others than 401, 403, 404, 503, 504 it waits for ever.</param>
/// <param name="Reason">Null for the usual phrase.</param>
/// <param name="Headers"><c>Contact</c> lines, the sender's own first, and <c>Expires</c>; of a 503 <c>Retry-After</c>. The caller may add others.</param>
/// <param name="Binding">The binding made or renewed; null otherwise.</param>
public sealed record RegisterResult(
    RegisterKind Kind, int Status, string? Reason, IReadOnlyList<(string Name, string Value)> Headers, Binding? Binding)
{
    public bool IsRefused => Kind == RegisterKind.Refused;

    internal static RegisterResult Busy(string reason) =>
        new(RegisterKind.Refused, 503, reason, [(SipHeaderNames.RetryAfter, "60")], null);

    internal static RegisterResult Refused(int status, string reason) => new(RegisterKind.Refused, status, reason, [], null);
}
