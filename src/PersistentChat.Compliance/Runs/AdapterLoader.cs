using System.Reflection;
using System.Runtime.Loader;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Contracts.Adapters;
using PersistentChat.Compliance.Contracts.Archives;

namespace PersistentChat.Compliance.Runs;

/// <summary>
/// Loads adapters that are not built in, each with what it needs beside it in a load context of its own; the contracts
/// are shared. Such code reads everything that is ever said: neither it nor a folder above it may be writable by others.
/// </summary>
internal static class AdapterLoader
{
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <param name="folder">Where the assemblies are. Empty: nowhere.</param>
    /// <param name="type"><c>Namespace.Class, Assembly</c>.</param>
    /// <exception cref="AdapterRefusedException">There is no such adapter, or it is refused.</exception>
    public static (IComplianceAdapter Adapter, ComplianceAssembly Assembly) Load(string folder, string type)
    {
        var parts = type.Split(',', StringSplitOptions.TrimEntries);
        if (folder.Length == 0 || parts.Length != 2 || parts[1] != Path.GetFileName(parts[1]))
        {
            throw new AdapterRefusedException(
                $"\"{type}\" is not built in, and not \"Namespace.Class, Assembly\" from {ArchivingOptions.Section}:AdapterFolder");
        }

        var path = Path.Combine(Path.GetFullPath(folder), parts[1] + ".dll");
        if (!File.Exists(path))
        {
            throw new AdapterRefusedException($"{path} is not there");
        }

        CheckWriters(path);
        try
        {
            // Read once: what is hashed is what is loaded.
            var bytes = File.ReadAllBytes(path);
            var assembly = new Context(path).LoadFromStream(new MemoryStream(bytes));
            var found = assembly.GetType(parts[0], throwOnError: true)!;
            return Activator.CreateInstance(found) is IComplianceAdapter adapter
                ? (adapter, new ComplianceAssembly(assembly.FullName!, ArchiveFormat.Hash(bytes)))
                : throw new AdapterRefusedException($"{parts[0]} is no {nameof(IComplianceAdapter)}");
        }
        catch (Exception wrong) when (wrong is TypeLoadException or BadImageFormatException or MissingMethodException
            or TargetInvocationException or FileLoadException or FileNotFoundException)
        {
            throw new AdapterRefusedException($"{path}: {wrong.Message}");
        }
    }

    /// <summary>The folder's other files may be loaded too, and whoever can write a folder above can exchange it.</summary>
    private static void CheckWriters(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var folder = Path.GetDirectoryName(path)!;
        foreach (var entry in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories))
        {
            Check(entry);
        }

        for (var above = folder; above is not null; above = Path.GetDirectoryName(above))
        {
            // Where the sticky bit is set (/tmp) nobody exchanges what is another's.
            if (!File.GetUnixFileMode(above).HasFlag(UnixFileMode.StickyBit))
            {
                Check(above);
            }
        }
    }

    private static void Check(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & OthersWrite) != 0)
        {
            throw new AdapterRefusedException($"{path} can be written by others than its owner");
        }
    }

    private sealed class Context(string path) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(path))
    {
        private readonly AssemblyDependencyResolver _resolver = new(path);

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            var ours = typeof(IComplianceAdapter).Assembly;
            if (assemblyName.Name == ours.GetName().Name)
            {
                return ours;
            }

            return _resolver.ResolveAssemblyToPath(assemblyName) is { } found ? LoadFromAssemblyPath(found) : null;
        }
    }
}
