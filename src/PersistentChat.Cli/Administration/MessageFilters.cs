using System.CommandLine;
using PersistentChat.Cli.Terminal;
using PersistentChat.Management;

namespace PersistentChat.Cli.Administration;

/// <summary>Which messages are meant.</summary>
internal sealed class MessageFilters
{
    private readonly Option<string?> _author = new("--author") { Description = "Address of who wrote them" };
    private readonly Option<DateTimeOffset?> _from = Values.Instant("--from", "Not before this");
    private readonly Option<DateTimeOffset?> _before = Values.Instant("--before", "Before this");
    private readonly Option<string?> _words = new("--words") { Description = "Words that they say, separated by blanks" };
    private readonly Option<WordMatch?> _match = new("--match") { Description = "One word is enough, all of them (default), or the text as it stands" };
    private readonly Option<bool> _case = new("--case-sensitive") { Description = "Capitals matter" };

    public Verb AddTo(Verb verb)
    {
        foreach (var option in new Option[] { _author, _from, _before, _words, _match, _case })
        {
            verb.Options.Add(option);
        }

        return verb;
    }

    public ReplaceMessages Read(Session session) => new(
        session.Get(_author) is { } author ? Finding.AddressOf(author) : null,
        session.Get(_from),
        session.Get(_before),
        session.Get(_words) ?? "",
        session.Get(_match) ?? WordMatch.All,
        session.Get(_case));
}
