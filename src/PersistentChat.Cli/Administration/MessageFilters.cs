using System.CommandLine;
using PersistentChat.Cli.Terminal;
using PersistentChat.Management;
using PersistentChat.Management.Client;

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

    /// <summary>For messages that are to go.</summary>
    public ReplaceMessages ToReplace(Session session) => new(
        Author(session),
        session.Get(_from),
        session.Get(_before),
        session.Get(_words) ?? "",
        session.Get(_match) ?? WordMatch.All,
        session.Get(_case));

    /// <summary>For messages of one room that are to be shown.</summary>
    public MessageFilter ToFilter(Session session, bool newestFirst) => new(
        session.Get(_words),
        session.Get(_match),
        session.Get(_case),
        Authors(session),
        session.Get(_from),
        session.Get(_before),
        newestFirst);

    /// <summary>For messages of many rooms that are to be shown.</summary>
    public MessageSearch ToSearch(Session session, IReadOnlyList<Guid> rooms, bool newestFirst, int limit) => new(
        rooms,
        session.Get(_words) ?? "",
        session.Get(_match) ?? WordMatch.All,
        session.Get(_case),
        Authors(session),
        session.Get(_from),
        session.Get(_before),
        newestFirst,
        limit);

    private static string[]? One(string? author) => author is null ? null : [author];

    private string[]? Authors(Session session) => One(Author(session));

    private string? Author(Session session) => session.Get(_author) is { } author ? Finding.AddressOf(author) : null;
}
