using System.CommandLine;
using PersistentChat.Cli.Terminal;

namespace PersistentChat.Cli.Administration;

/// <summary>
/// <c>… list|add|remove|set</c> for a list of principals that is one of the settings of something: read, changed, and written if
/// nobody else has changed it in between.
/// </summary>
/// <param name="Noun">As in <c>pchat category creators</c>.</param>
/// <param name="Description">What it means to be on the list.</param>
/// <param name="Example">What the list belongs to, in examples.</param>
/// <param name="Of">The argument that names it.</param>
/// <param name="Read">The list as it is.</param>
/// <param name="Write">Makes it another.</param>
internal sealed record PrincipalLists(
    string Noun,
    string Description,
    string Example,
    Func<Argument<string>> Of,
    Func<Session, string, Task<IReadOnlyList<string>>> Read,
    Func<Session, string, Func<IReadOnlyList<string>, IReadOnlyList<string>>, Task<IReadOnlyList<string>>> Write)
{
    public Command Create(string owner) => new(Noun, Description)
    {
        List(owner),
        Change(owner, "add", "Puts principals on the list", Add),
        Change(owner, "remove", "Takes principals off the list", Remove),
        Change(owner, "set", "Makes these, and no others, the list", (_, named) => named),
    };

    private static IReadOnlyList<string> Add(IReadOnlyList<string> before, IReadOnlyList<string> named) =>
        [.. before.Union(named, StringComparer.OrdinalIgnoreCase)];

    private static IReadOnlyList<string> Remove(IReadOnlyList<string> before, IReadOnlyList<string> named) =>
        [.. before.Except(named, StringComparer.OrdinalIgnoreCase)];

    private Verb List(string owner)
    {
        var of = Of();
        return new Verb("list", $"Who is on the list: {Description}", $"pchat {owner} {Noun} list {Example}") { of }.Does(async session =>
            Tell(session, await Read(session, session.Get(of))));
    }

    private Verb Change(
        string owner, string name, string what, Func<IReadOnlyList<string>, IReadOnlyList<string>, IReadOnlyList<string>> change)
    {
        var (of, principals) = (Of(), new Principals());
        var verb = new Verb(
            name,
            $"{what}: {Description}",
            $"pchat {owner} {Noun} {name} {Example} sip:ada@example.com \"group:Board members\"",
            $"pchat {owner} {Noun} {name} {Example} --file principals.txt") { of };
        return principals.AddTo(verb).Does(async session =>
        {
            var named = principals.Read(session);
            Tell(session, await Write(session, session.Get(of), before => change(before, named)));
        });
    }

    private static void Tell(Session session, IReadOnlyList<string> all) => session.Output.Table(all, ("PRINCIPAL", one => one));
}
