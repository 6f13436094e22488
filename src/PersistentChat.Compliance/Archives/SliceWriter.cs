using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Contracts.Adapters;
using PersistentChat.Compliance.Contracts.Archives;

namespace PersistentChat.Compliance.Archives;

/// <summary>
/// The files of one attempt at a slice. <see cref="Finish"/> gives them their names and writes the manifest; without it
/// nothing of the attempt is left.
/// </summary>
internal sealed class SliceWriter(string folder, ComplianceSlice slice) : IArchiveWriter, IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<ArchiveFile> _files = [];
    private readonly SortedDictionary<string, long> _omitted = new(StringComparer.Ordinal);
    private bool _isOver;

    public IArchiveFile Create(string extension)
    {
        if (extension is not ['.', _, ..] || !extension.All(c => c is '.' || char.IsAsciiLetterOrDigit(c)) || extension.Contains("..", StringComparison.Ordinal))
        {
            throw new ArgumentException("An extension is a dot, letters and digits", nameof(extension));
        }

        lock (_lock)
        {
            // An attempt that was given up may still be running.
            ObjectDisposedException.ThrowIf(_isOver, this);
            var name = ArchiveFormat.FileName(slice.Adapter, slice.Number, _files.Count + 1, extension);
            var file = new ArchiveFile(folder, name);
            _files.Add(file);
            return file;
        }
    }

    public void Omit(ComplianceEvent happened)
    {
        var kind = happened.Kind.ToString();
        _omitted[kind] = _omitted.GetValueOrDefault(kind) + 1;
    }

    /// <summary>
    /// The slice is in the archive when this returns: its files, then its manifest, each on the disk under its name.
    /// </summary>
    /// <param name="previous">The hash of the manifest before.</param>
    /// <returns>The hash of its manifest.</returns>
    /// <exception cref="UnaccountedEventsException">Not every event of the slice was written or omitted.</exception>
    /// <exception cref="ArchiveConflictException">There is another file where one of these belongs.</exception>
    public string Finish(string previous, ComplianceAssembly? assembly)
    {
        var accounted = _files.Sum(file => file.Count) + _omitted.Values.Sum();
        if (accounted != slice.Count)
        {
            throw new UnaccountedEventsException(slice.Count, accounted);
        }

        foreach (var file in _files)
        {
            file.Dispose();
        }

        var described = _files.ConvertAll(file => file.Describe());
        foreach (var (file, description) in _files.Zip(described))
        {
            PrivateFile.Publish(file.Path, Path.Combine(folder, file.Name), description.Sha256);
        }

        FolderSync.Flush(folder);
        var manifest = new Manifest
        {
            Adapter = slice.Adapter,
            Number = slice.Number,
            Previous = previous,
            First = slice.First,
            Last = slice.Last,
            Count = slice.Count,
            Files = described,
            Omitted = _omitted,
            Assembly = assembly,
        }.ToBytes();
        return Publish(ArchiveFormat.ManifestName(slice.Adapter, slice.Number), manifest);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isOver = true;
            foreach (var file in _files)
            {
                Abandon(file);
            }
        }
    }

    private static void Abandon(ArchiveFile file)
    {
        try
        {
            file.Dispose();
        }
        catch (IOException)
        {
            // What could not be written goes with the file.
        }

        File.Delete(file.Path);
    }

    private string Publish(string name, byte[] bytes)
    {
        var hash = ArchiveFormat.Hash(bytes);
        var unfinished = Path.Combine(folder, name + ArchiveFormat.Unfinished);
        using (var file = PrivateFile.Create(unfinished))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        PrivateFile.Publish(unfinished, Path.Combine(folder, name), hash);
        FolderSync.Flush(folder);
        return hash;
    }
}
