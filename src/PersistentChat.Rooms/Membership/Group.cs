namespace PersistentChat.Rooms.Membership;

/// <summary>Many people under one name, in lists of members, managers, presenters and of categories.</summary>
/// <param name="Kind"><see cref="PrincipalKind.Group"/> or <see cref="PrincipalKind.Domain"/>.</param>
/// <param name="Name">Of a domain: the domain itself, lower case; everybody with an address in it belongs to it.</param>
/// <param name="Members">People, groups and domains; empty for a domain.</param>
public sealed record Group(
    Guid Id, PrincipalKind Kind, string Name, PrincipalSet Members, PrincipalSource Source = PrincipalSource.Local)
{
    /// <summary>As the original writes it (xccos.md section 5).</summary>
    public string Uri => $"ma-grp:{Id:D}@u.g";
}
