using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Membership;

namespace PersistentChat.Server.Browser;

/// <summary>A session that has just begun.</summary>
/// <param name="Secret">For the cookie; kept nowhere else.</param>
internal sealed record NewSession(Person Person, BrowserSession Session, string Secret)
{
    public override string ToString() => $"{Session}";
}
