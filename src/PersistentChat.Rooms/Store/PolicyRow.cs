namespace PersistentChat.Rooms.Store;

/// <summary>Policy EnablePersistentChat where it is set.</summary>
internal sealed class PolicyRow
{
    /// <summary>A person, a domain or everybody.</summary>
    public required Guid PrincipalId { get; init; }

    public bool Enabled { get; init; }
}
