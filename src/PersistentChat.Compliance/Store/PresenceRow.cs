namespace PersistentChat.Compliance.Store;

/// <summary>
/// Table <c>Presence</c>: who is in a room where an adapter's cursor stands, one row per room with anybody in it. Written
/// in the transaction that moves the cursor, so a slice that is exported again begins with the same people.
/// </summary>
internal sealed class PresenceRow
{
    public long Id { get; init; }

    public required string Adapter { get; init; }

    public required string RoomUri { get; init; }

    /// <summary>The people as they were when they entered, by URI: a JSON array (UTF-8).</summary>
    public required byte[] People { get; set; }
}
