namespace PersistentChat.Rooms.Access;

/// <summary>How long somebody stays signed in with a browser.</summary>
/// <param name="Lifetime">At most, however busy it is.</param>
/// <param name="IdleTimeout">Without a request.</param>
/// <param name="MaxPerPerson">With one more, the session ends that was not used for longest.</param>
public sealed record SessionRules(TimeSpan Lifetime, TimeSpan IdleTimeout, int MaxPerPerson);
