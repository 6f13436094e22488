namespace PersistentChat.Sip.Authentication;

/// <summary>What <see cref="ISchemeConnection.Check"/> says of credentials (RFC 3261 section 22.1).</summary>
public abstract record SchemeAnswer
{
    private SchemeAnswer()
    {
    }

    /// <summary>It is who it says.</summary>
    /// <param name="Account">Whose; whether it may be used is decided elsewhere.</param>
    /// <param name="Security">
    /// With it every later message of the connection is signed, in both directions; null: the scheme does not sign, and the
    /// connection itself stands for the person from now on.
    /// </param>
    public sealed record Proven(SignInAccount Account, SecurityAssociation? Security) : SchemeAnswer;

    /// <summary>There is more to be said: 401 with this and no other challenge.</summary>
    public sealed record Continue(string Challenge) : SchemeAnswer;

    /// <summary>It is not, or cannot be told. The peer hears that name or password are wrong, whatever it was.</summary>
    /// <param name="Reason">For the log.</param>
    /// <param name="MayTryAgain">401 with all challenges instead of 403, for schemes whose clients expect it (RFC 3261 section 22.2).</param>
    public sealed record Failed(string Reason, bool MayTryAgain = false) : SchemeAnswer;
}
