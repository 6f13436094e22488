namespace PersistentChat.Management;

/// <summary>What is set for the whole pool while it runs. Null: what the server's settings file says holds.</summary>
/// <param name="DefaultHistory">Messages handed back when the reader does not say how many, 1 to 500.</param>
/// <param name="ParticipantUpdateLimit">More people make a room large (no roster), 1 to 100,000; from the next who comes or goes on.</param>
/// <param name="MessageLength">Characters of a message, 1 to 1,000,000; signed in clients learn it with their next sign-in.</param>
/// <param name="StoryLength">Characters of a story, 1 to 1,000,000.</param>
public sealed record PoolSettings(
    int? DefaultHistory = null, int? ParticipantUpdateLimit = null, int? MessageLength = null, int? StoryLength = null);
