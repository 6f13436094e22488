using System.CommandLine;
using PersistentChat.Cli.Terminal;

namespace PersistentChat.Cli.Administration;

/// <summary>Principals as a command is given them: on its line, and in a file.</summary>
internal sealed class Principals
{
    private readonly Argument<string[]> _named = Values.Principals();
    private readonly Option<FileInfo?> _file = Values.PrincipalsFile();

    public Verb AddTo(Verb verb)
    {
        verb.Arguments.Add(_named);
        verb.Options.Add(_file);
        return verb;
    }

    /// <exception cref="UsageException">There are none.</exception>
    public IReadOnlyList<string> Read(Session session)
    {
        var named = session.GetOrNone(_named) ?? [];
        var listed = session.Get(_file) is { } file ? Lines(file) : [];
        var all = named.Concat(listed).Select(Finding.AddressOf).Distinct().ToList();
        return all.Count > 0 ? all : throw new UsageException("Nobody is named; write principals, or a file with one in a line behind --file.");
    }

    private static string[] Lines(FileInfo file)
    {
        try
        {
            var text = file.Name == "-" ? Console.In.ReadToEnd() : File.ReadAllText(file.FullName);
            return text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        }
        catch (IOException failure)
        {
            throw new UsageException(failure.Message);
        }
    }
}
