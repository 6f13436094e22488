namespace PersistentChat.Management;

/// <summary>What passes between a person, or on a connection, and the server.</summary>
/// <param name="Person">Null: it is of a connection.</param>
/// <param name="ConnectionId">Null: it is of a person.</param>
/// <param name="WithText">What people say is in it too.</param>
/// <param name="EndsAt">UTC.</param>
/// <param name="MaxMessages">It ends with so many.</param>
/// <param name="Messages">Those it has.</param>
public sealed record TraceDetails(
    Guid Id, string? Person, string? ConnectionId, bool WithText, DateTimeOffset EndsAt, int MaxMessages, TraceState State, int Messages);
