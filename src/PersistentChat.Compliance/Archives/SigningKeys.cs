using System.Security.Cryptography;
using PersistentChat.Compliance.Contracts.Archives;

namespace PersistentChat.Compliance.Archives;

/// <summary>
/// The pool's keys for archive heads, ECDSA P-256, in the files <c>archive-*.key</c> of a folder (PKCS #8, PEM, mode
/// 0600). The last by name signs. To change it an operator puts another beside it: the next run lets the old key sign
/// for the new one. The public halves are in <c>archive-*.pub</c>, for whoever verifies.
/// </summary>
public sealed class SigningKeys(string folder)
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>All keys by the names of their files, oldest first. Makes the first if there is none.</summary>
    /// <exception cref="SigningKeyException">One can be read by others, or is no such key.</exception>
    public IReadOnlyList<ECDsa> Load()
    {
        var files = Files();
        if (files.Count == 0)
        {
            MakeFirst();
            files = Files();
        }

        return files.ConvertAll(Read);
    }

    private List<string> Files()
    {
        PrivateFile.MakeFolder(folder);
        return [.. Directory.EnumerateFiles(folder, "archive-*.key").Order(StringComparer.Ordinal)];
    }

    private void MakeFirst()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Write("archive-0001.key", key.ExportPkcs8PrivateKeyPem());
        FolderSync.Flush(folder);
    }

    private ECDsa Read(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
        {
            throw new SigningKeyException($"{path} can be read by others: its mode must be 0600");
        }

        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
        }
        catch (Exception wrong) when (wrong is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new SigningKeyException($"{path} is no private key in PEM: {wrong.Message}");
        }

        if (key.KeySize != 256)
        {
            key.Dispose();
            throw new SigningKeyException($"{path} is no key on the curve P-256");
        }

        var publicFile = Path.ChangeExtension(Path.GetFileName(path), ".pub");
        if (!File.Exists(Path.Combine(folder, publicFile)))
        {
            Write(publicFile, key.ExportSubjectPublicKeyInfoPem());
        }

        return key;
    }

    /// <summary>Two workers may do this at the same time: the first wins, the other reads what that wrote.</summary>
    private void Write(string name, string text)
    {
        var unfinished = Path.Combine(folder, $"{name}.{Guid.NewGuid():N}{ArchiveFormat.Unfinished}");
        using (var file = PrivateFile.Create(unfinished))
        using (var writer = new StreamWriter(file, leaveOpen: true))
        {
            writer.WriteLine(text);
            writer.Flush();
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(unfinished, Path.Combine(folder, name), overwrite: false);
        }
        catch (IOException) when (File.Exists(Path.Combine(folder, name)))
        {
            File.Delete(unfinished);
        }
    }
}
