namespace PersistentChat.Server.Api;

/// <summary>What an endpoint asks of its callers. One that says nothing is closed to everybody.</summary>
internal sealed record Needs(Right Right);
