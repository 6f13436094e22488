namespace PersistentChat.Sip.Tracing;

/// <summary>What a trace ends with, whichever comes first.</summary>
/// <param name="Messages">It has so many of them.</param>
/// <param name="EndsAt">It is that late.</param>
public sealed record TraceBounds(int Messages, DateTimeOffset EndsAt);
