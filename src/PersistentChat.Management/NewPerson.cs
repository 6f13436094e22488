namespace PersistentChat.Management;

/// <summary>A person to be made known.</summary>
/// <param name="Uri"><c>sip:user@domain</c> in lower case; it stays.</param>
/// <param name="Password">Left out: cannot sign in by password until one is set.</param>
public sealed record NewPerson(string Uri, PersonSettings Settings, string? Password = null)
{
    public override string ToString() => $"{nameof(NewPerson)} {Uri}";
}
