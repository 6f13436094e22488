using System.Security.Cryptography;
using System.Text;
using PersistentChat.Compliance.Contracts.Archives;

namespace PersistentChat.Compliance.Archives;

/// <summary>
/// <c>chain.heads</c> of one archive folder. Whoever appends has the file to itself and chains to the line that is the
/// last by then: two workers cannot fork it.
/// </summary>
internal sealed class HeadsFile(string folder, SigningKeys keys, TimeProvider clock)
{
    /// <summary>More than any line has.</summary>
    private const int TailLength = 64 * 1024;

    /// <summary>
    /// Appends a head, on the disk when this returns; before it a rotation, if there is a newer key. Nothing is appended
    /// while the archive is ahead of the record (its database was restored): the last head still says what is there.
    /// </summary>
    /// <param name="check">Runs with the file held; throws when the caller may not write any more.</param>
    /// <exception cref="SigningKeyException">The keys cannot be used, or the one that signed last is not among them.</exception>
    public async Task AppendAsync(string adapter, long slices, string manifest, Func<Task> check)
    {
        var signing = keys.Load();
        try
        {
            var path = Path.Combine(folder, ArchiveFormat.Heads);
            await using var file = await PrivateFile.InTurnAsync(
                () => PrivateFile.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite));
            var last = ReadLast(file);
            await check();
            if (last.Head?.Slices > slices)
            {
                return;
            }

            Append(file, new(adapter, slices, manifest), last, signing);
            file.Flush(flushToDisk: true);
            FolderSync.Flush(folder);
        }
        finally
        {
            foreach (var key in signing)
            {
                key.Dispose();
            }
        }
    }

    /// <summary>All there is at this moment; the file is not kept from whoever appends. Empty: there is none yet.</summary>
    public static async Task<byte[]> ReadAsync(string folder, CancellationToken ct)
    {
        var path = Path.Combine(folder, ArchiveFormat.Heads);
        if (!File.Exists(path))
        {
            return [];
        }

        await using var file = await PrivateFile.InTurnAsync(() => File.OpenRead(path));
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes, ct);
        return bytes;
    }

    private void Append(FileStream file, State state, Tail last, IReadOnlyList<ECDsa> signing)
    {
        var number = last.Head?.Number ?? 0;
        var previous = last.Hash;
        for (var i = IndexOfCurrent(last.Head, signing); i < signing.Count; i++)
        {
            var next = i + 1 < signing.Count ? signing[i + 1] : null;
            var head = new Head(
                ++number,
                previous,
                state.Adapter,
                state.Slices,
                state.Manifest,
                clock.GetUtcNow(),
                HeadLine.KeyId(signing[i]),
                next is null ? null : Convert.ToBase64String(next.ExportSubjectPublicKeyInfo()));
            var line = HeadLine.Sign(head, signing[i]);
            file.Write(Encoding.UTF8.GetBytes($"{line.Text}\n"));
            previous = line.Hash;
        }
    }

    private static int IndexOfCurrent(Head? last, IReadOnlyList<ECDsa> signing)
    {
        if (last is null)
        {
            return signing.Count - 1;
        }

        var current = last.NextKey is { } introduced
            ? ArchiveFormat.Hash(Convert.FromBase64String(introduced))[..16]
            : last.Key;
        for (var i = 0; i < signing.Count; i++)
        {
            if (HeadLine.KeyId(signing[i]) == current)
            {
                return i;
            }
        }

        throw new SigningKeyException($"Key {current}, which the archive's next head must be signed with, is not there");
    }

    /// <summary>The last line; one without an end was never finished and goes.</summary>
    private static Tail ReadLast(FileStream file)
    {
        var start = Math.Max(0, file.Length - TailLength);
        file.Position = start;
        var bytes = new byte[file.Length - start];
        file.ReadExactly(bytes);
        var end = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        if (end < bytes.Length)
        {
            file.SetLength(start + end);
        }

        file.Position = start + end;
        if (end == 0)
        {
            return new Tail(null, ArchiveFormat.NoHash);
        }

        var text = Encoding.UTF8.GetString(bytes, 0, end - 1);
        var line = HeadLine.Parse(text[(text.LastIndexOf('\n') + 1)..]);
        return line.TryRead(out var head)
            ? new Tail(head, line.Hash)
            : throw new IOException($"{file.Name} does not end in a head: somebody wrote there");
    }

    private sealed record State(string Adapter, long Slices, string Manifest);

    private sealed record Tail(Head? Head, string Hash);
}
