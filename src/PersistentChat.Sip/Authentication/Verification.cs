using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Authentication;

/// <summary>What <see cref="IConnectionAuthentication.Verify"/> says of a request.</summary>
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
    public sealed record Refused(int Status, string Reason) : Verification;
}
