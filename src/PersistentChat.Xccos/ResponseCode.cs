namespace PersistentChat.Xccos;

/// <summary>
/// What <c>resp</c> says: a decimal number, and a symbolic name that pidgin-sipe shows to its user (xccos.md 4, 10).
/// </summary>
public readonly record struct ResponseCode(int Code, string Name)
{
    public bool IsSuccess => Code == 200;
}
