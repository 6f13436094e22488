using PersistentChat.Rooms.Membership;

namespace PersistentChat.Server.SignIn;

/// <summary>What became of a name and a password.</summary>
internal abstract record PasswordAnswer
{
    public sealed record Right(PasswordProof Proof) : PasswordAnswer;

    /// <summary>Name or password: nobody learns which.</summary>
    public sealed record Wrong : PasswordAnswer;

    /// <summary>The password is right, but the person may not sign in.</summary>
    public sealed record Disabled : PasswordAnswer;

    /// <summary>It was not looked at.</summary>
    /// <param name="Delay">When to come again.</param>
    public sealed record PutOff(TimeSpan Delay) : PasswordAnswer;
}
