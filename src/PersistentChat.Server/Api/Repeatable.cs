using PersistentChat.Rooms;

namespace PersistentChat.Server.Api;

/// <summary>A request that makes something, as whoever sends it again would send it.</summary>
/// <param name="Key">What its sender calls it (Idempotency-Key). Null: it does not want to repeat it.</param>
/// <param name="Body">What was sent.</param>
internal sealed record Repeatable(string? Key, HttpContext Http, object Body)
{
    private const int MaxKey = 255;

    /// <summary>Null: it can be called that.</summary>
    public Refusal? Problem => Key is null or { Length: >= 1 and <= MaxKey } && (Key?.All(char.IsAscii) ?? true)
        ? null
        : Refusal.InvalidArgument($"An Idempotency-Key has 1 to {MaxKey} ASCII characters");
}
