namespace PersistentChat.Rooms.Store;

/// <summary>What is set for the whole pool. The one row is there as soon as something is.</summary>
internal sealed class PoolSettingsRow
{
    public const int OnlyId = 1;

    public int Id { get; init; } = OnlyId;

    public int? DefaultHistory { get; init; }

    public int? ParticipantUpdateLimit { get; init; }

    public int? MessageLength { get; init; }

    public int? StoryLength { get; init; }
}
