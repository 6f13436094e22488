namespace PersistentChat.Management;

/// <summary>The rooms one was made a member of, oldest first.</summary>
/// <param name="Last">The highest number there is; asked for as <c>since</c> it leaves out all these.</param>
public sealed record Invitations(int Last, IReadOnlyList<RoomDetails> Rooms);
