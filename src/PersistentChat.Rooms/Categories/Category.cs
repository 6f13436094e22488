namespace PersistentChat.Rooms.Categories;

/// <summary>What rooms are created in. Its flags hold for every room in it.</summary>
public sealed record Category(
    Guid Id,
    string Name,
    string Description,
    bool KeepsHistory = true,
    bool AllowsFiles = true,
    bool SendsInvitations = true);
