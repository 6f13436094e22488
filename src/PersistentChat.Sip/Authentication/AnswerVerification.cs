namespace PersistentChat.Sip.Authentication;

/// <summary>What <see cref="IConnectionAuthentication.VerifyAnswer"/> says (MS-SIPAE section 3.2.5).</summary>
public enum AnswerVerification
{
    Accepted,

    /// <summary>It proves nothing, and is as good as not there.</summary>
    Ignored,

    /// <summary>It was changed or repeated on its way: nothing more is to be read from this connection.</summary>
    Broken,
}
