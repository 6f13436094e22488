using PersistentChat.Compliance.Contracts.Archives;
using PersistentChat.Compliance.Runs;

namespace PersistentChat.Compliance.Archives;

/// <summary>One archive of this process.</summary>
/// <param name="Name">Of its adapter.</param>
/// <param name="Type">The format.</param>
/// <param name="Head">The last line of its chain, not verified. Null: there is none yet.</param>
/// <param name="Status">How its adapter is doing. Null: it has not begun.</param>
public sealed record ShelvedArchive(string Name, string Type, Head? Head, AdapterStatus? Status);
