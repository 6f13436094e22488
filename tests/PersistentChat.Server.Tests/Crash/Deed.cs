using PersistentChat.Compliance.Contracts;

namespace PersistentChat.Server.Tests.Crash;

/// <summary>What somebody did in a room, besides posting.</summary>
internal sealed record Deed(ComplianceEventKind Kind, string Person, Guid Room);
