using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Authentication;

/// <summary>What <see cref="IConnectionAuthentication.Verify"/> says of a request (RFC 3261 section 22.1).</summary>
public abstract record Verification
{
    private Verification()
    {
    }

    /// <param name="Identity">The sender's address of record, see <see cref="SipUri.AddressOfRecord"/>.</param>
    public sealed record Accepted(string Identity) : Verification;

    /// <param name="Response">401 with its challenge, already made for this request.</param>
    public sealed record Challenge(SipResponse Response) : Verification;

    /// <summary>No, and asking again will not help.</summary>
    /// <param name="Status">Of the answer.</param>
    /// <param name="Reason">Likewise.</param>
    /// <param name="Headers">Further header lines of it.</param>
    public sealed record Refused(int Status, string Reason, params (string Name, string Value)[] Headers) : Verification;

    /// <summary>It was changed or repeated on its way: no answer, and nothing more is to be read from this connection.</summary>
    public sealed record Broken(string Reason) : Verification;
}
