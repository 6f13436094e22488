namespace PersistentChat.Management;

/// <summary>Why somebody may do something in a room, or not.</summary>
/// <param name="Rule">The rule that decides.</param>
/// <param name="Told">What the person is told when it may not.</param>
/// <param name="Through">The principals that make the rule hold.</param>
public sealed record Explanation(bool Allowed, string Rule, string? Told, IReadOnlyList<string> Through);
