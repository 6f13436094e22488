namespace PersistentChat.Rooms.Transfer;

/// <summary>What became of one thing of an import.</summary>
/// <param name="Exists">There was one already; it stays as it is.</param>
/// <param name="Refusal">Why it was not made. Null: it was, or is there.</param>
public sealed record ImportedThing(ImportedKind Kind, string Name, bool Exists, Refusal? Refusal);
