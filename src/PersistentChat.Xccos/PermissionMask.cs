namespace PersistentChat.Xccos;

/// <summary>
/// The bits of <c>aib/@key</c> (xccos.md section 6.3). Bits are to be tested, never compared: newer servers may add
/// some.
/// </summary>
public static class PermissionMask
{
    /// <summary>What a plain member may: join, chat, read history, see the room.</summary>
    public const int Member = 3984;

    /// <summary>
    /// COMPAT(pidgin-sipe): marks exactly this number as operator; a manager with the presenter bit is shown as an
    /// ordinary user there.
    /// </summary>
    public const int Manager = 12276;

    /// <summary>May post in an auditorium (G: derived from the documented bit table).</summary>
    public const int PresenterBit = 4096;

    /// <summary>The mask of somebody who is in the room.</summary>
    public static int Of(bool isManager, bool isPresenter) =>
        (isManager ? Manager : Member) | (isPresenter ? PresenterBit : 0);
}
