namespace PersistentChat.Compliance.Contracts.Adapters;

/// <summary>A file being written. Disposing it ends it: its bytes are on the disk then.</summary>
public interface IArchiveFile : IDisposable
{
    /// <summary>The name it will have, without a path.</summary>
    string Name { get; }

    /// <summary>To write to, forward only. What it throws when the disk is full is best passed on.</summary>
    Stream Content { get; }

    /// <summary>This event is in the file: counts, rooms, first and last position of the manifest come from here.</summary>
    void Wrote(ComplianceEvent happened);
}
