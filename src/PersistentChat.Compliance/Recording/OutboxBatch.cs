namespace PersistentChat.Compliance.Recording;

/// <summary>
/// 1 to <see cref="MaximumEvents"/> events of one epoch, numbers consecutive and rising: what travels at once.
/// </summary>
public sealed record OutboxBatch(IReadOnlyList<RawEvent> Events)
{
    public const int MaximumEvents = 500;

    public long Epoch => Events[0].Position.Epoch;

    public long First => Events[0].Position.Number;

    public long Last => Events[^1].Position.Number;

    /// <summary>What is wrong with its shape; null: nothing.</summary>
    public string? Fault() => Events.Count switch
    {
        0 => "A batch has no events",
        > MaximumEvents => $"A batch has {Events.Count} events, {MaximumEvents} is the most",
        _ when First < 1 => $"A batch begins at {Events[0].Position}, numbers begin at 1",
        _ when Events.Index().Any(e => e.Item.Position != new Contracts.EventPosition(Epoch, First + e.Index)) =>
            $"The batch that begins at {Events[0].Position} is not consecutive",
        _ => null,
    };
}
