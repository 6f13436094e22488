namespace PersistentChat.Cli.Tests.World;

/// <summary>Files of the tree that the tests were built from.</summary>
internal static class Repository
{
    private static readonly string Root = Find();

    public static string PathOf(string path) => Path.Combine(Root, path);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PersistentChat.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("Not inside the repository");
        }

        return folder.FullName;
    }
}
