namespace PersistentChat.Management;

/// <summary>
/// All settings of a category. A principal is written <c>sip:user@domain</c>, <c>group:Name</c>, <c>domain:example.com</c>
/// or <c>everybody</c>.
/// </summary>
/// <param name="Name">1 to 256 characters, unique.</param>
/// <param name="Description">At most 256 characters.</param>
/// <param name="History">What is said in its rooms is kept for readers; archives have it in any case.</param>
/// <param name="Invitations">New members of its rooms are told.</param>
/// <param name="Allowed">Who may be in its rooms; left out: everybody.</param>
/// <param name="Denied">Who may not, whatever else it belongs to.</param>
/// <param name="Creators">Who may make rooms in it, when also allowed.</param>
public sealed record CategorySettings(
    string Name,
    string Description = "",
    bool History = true,
    bool Files = true,
    bool Invitations = true,
    IReadOnlyList<string>? Allowed = null,
    IReadOnlyList<string>? Denied = null,
    IReadOnlyList<string>? Creators = null);
