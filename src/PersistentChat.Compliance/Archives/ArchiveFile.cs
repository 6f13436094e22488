using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Contracts.Adapters;
using PersistentChat.Compliance.Contracts.Archives;

namespace PersistentChat.Compliance.Archives;

/// <summary>A file of a slice under its temporary name, with what its manifest will say.</summary>
internal sealed class ArchiveFile : IArchiveFile
{
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _rooms = new(StringComparer.Ordinal);
    private readonly HashingStream _content;
    private ComplianceEvent? _first;
    private ComplianceEvent? _last;

    public ArchiveFile(string folder, string name)
    {
        Name = name;
        Path = System.IO.Path.Combine(folder, name + ArchiveFormat.Unfinished);
        _content = new HashingStream(PrivateFile.Create(Path));
    }

    public string Name { get; }

    /// <summary>Where it is until it gets its name.</summary>
    public string Path { get; }

    public Stream Content => _content;

    /// <summary>How many events are in it.</summary>
    public long Count { get; private set; }

    public void Wrote(ComplianceEvent happened)
    {
        Count++;
        var kind = happened.Kind.ToString();
        _counts[kind] = _counts.GetValueOrDefault(kind) + 1;

        // A file that goes by rooms does not go by positions.
        _first = _first is null || happened.Position < _first.Position ? happened : _first;
        _last = _last is null || happened.Position > _last.Position ? happened : _last;
        if (happened.Room is { } room)
        {
            _rooms.Add(room.Uri);
        }
    }

    /// <summary>Ends it: its bytes are on the disk. Everything it says of itself afterwards is final.</summary>
    public void Dispose() => _content.Dispose();

    public ManifestFile Describe() => new(
        Name,
        _content.Length,
        _content.Hash(),
        [.. _rooms],
        _counts,
        _first?.Position,
        _last?.Position,
        _first?.At,
        _last?.At);
}
