namespace PersistentChat.Rooms.Tests.World;

/// <summary>A data folder that outlives the pools started on it.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("rooms-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
