using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Contracts.Adapters;

namespace PersistentChat.Compliance.Adapters;

/// <summary>Formats that have an event after the other and a place for every kind.</summary>
internal static class EventFiles
{
    /// <summary>One file with all events by position, or one for each room.</summary>
    public static async Task WriteAsync(
        ComplianceSlice slice,
        IArchiveWriter archive,
        AdapterSettings settings,
        string extension,
        Func<IArchiveFile, IEventFile> open,
        CancellationToken ct)
    {
        if (!settings.OneChatRoomPerOutputFile)
        {
            await WriteAsync(slice.ReadEventsAsync(ct), archive, extension, open);
            return;
        }

        await foreach (var conversation in slice.ReadConversationsAsync(ct))
        {
            await WriteAsync(conversation.ReadEventsAsync(ct), archive, extension, open);
        }
    }

    private static async Task WriteAsync(
        IAsyncEnumerable<ComplianceEvent> events,
        IArchiveWriter archive,
        string extension,
        Func<IArchiveFile, IEventFile> open)
    {
        using var file = archive.Create(extension);
        using var writer = open(file);
        await foreach (var happened in events)
        {
            writer.Write(happened);
            file.Wrote(happened);
        }
    }
}
