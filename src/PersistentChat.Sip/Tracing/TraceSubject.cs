namespace PersistentChat.Sip.Tracing;

/// <summary>Whose messages are wanted: those of a person, on whatever connection, or of one connection.</summary>
/// <param name="Person">Address of record. Null: a connection's.</param>
/// <param name="ConnectionId">Null: a person's.</param>
/// <param name="WithText">Bodies as they are, with what people say in them.</param>
public sealed record TraceSubject(string? Person, string? ConnectionId, bool WithText);
