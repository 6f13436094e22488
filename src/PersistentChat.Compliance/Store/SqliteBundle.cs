using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace PersistentChat.Compliance.Store;

/// <summary>
/// Makes Microsoft.Data.Sqlite 10 run on SQLitePCLRaw 2.0.6. It was compiled against a newer one that the package
/// source does not have, and the runtime never loads an assembly older than asked for, unless somebody says so: this
/// does. The calls used are the same in both. With a current bundle (property <c>SqliteBundleVersion</c> in
/// Directory.Packages.props) the handler is never asked and this file can go. PersistentChat.Rooms has the same: each
/// must run without the other.
/// </summary>
internal static class SqliteBundle
{
    // A module initializer, because this must be in place before anything of EF Core touches SQLite: in the server, in
    // tests and under `dotnet ef`, which has no Main of ours.
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "No other moment is early enough under dotnet ef.")]
    internal static void Initialize() => AssemblyLoadContext.Default.Resolving += Resolve;

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) =>
        name.Version is not null && name.Name?.StartsWith("SQLitePCLRaw.", StringComparison.Ordinal) is true
            ? context.LoadFromAssemblyName(new AssemblyName(name.Name))
            : null;
}
