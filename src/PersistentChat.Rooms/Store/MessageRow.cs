namespace PersistentChat.Rooms.Store;

internal sealed class MessageRow
{
    public required Guid RoomId { get; init; }

    public required long ChatId { get; init; }

    public required Guid AuthorId { get; init; }

    public required DateTimeOffset At { get; init; }

    public bool Alert { get; init; }

    public MessageState State { get; init; }

    /// <summary>Null unless kept.</summary>
    public string? Text { get; set; }

    /// <summary>What a search finds the text by (SearchText): null exactly when there is no text. Whoever sets one sets both.</summary>
    public string? Terms { get; set; }

    public string? Markup { get; init; }

    /// <summary>The client's own id for the message, where it has one: unique per room and author.</summary>
    public string? ClientMessageId { get; init; }
}
