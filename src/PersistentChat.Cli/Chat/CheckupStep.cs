namespace PersistentChat.Cli.Chat;

/// <summary>One step of a checkup.</summary>
/// <param name="Name">What was done, and by whom.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Failure">Why it failed, in words. Null: it did not.</param>
internal sealed record CheckupStep(string Name, double Milliseconds, string? Failure);
