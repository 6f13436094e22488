using System.CommandLine;
using PersistentChat.Cli.Administration;
using PersistentChat.Cli.Terminal;

namespace PersistentChat.Cli.Profiles;

/// <summary><c>profile …</c>: servers and tokens that are kept.</summary>
internal static class ProfileCommands
{
    public static Command Create() => new("profile", $"Servers and tokens that are kept, in a file of one's own (mode 0600)")
    {
        List(), Set(), Use(), Remove(),
    };

    private static Argument<string> Name() => new("NAME") { Description = "Name of a profile" };

    private static Verb List() => new Verb("list", "The profiles; * is the one in use", "pchat profile list").Does(session =>
    {
        var book = ProfileFile.Read();
        session.Output.Table(
            [.. book.Profiles.Select(it => new Line(it.Key, it.Key == book.Current, it.Value.Server, it.Value.Token is not null, it.Value.Person, it.Value.Sip))],
            ("NAME", it => it.Name),
            ("", it => it.InUse ? "*" : ""),
            ("SERVER", it => it.Server),
            ("TOKEN", it => it.HasToken ? "kept" : ""),
            ("PERSON", it => it.Person),
            ("SIP", it => it.Sip));
        return Task.CompletedTask;
    });

    private static Verb Set()
    {
        var name = Name();
        var token = new Option<bool>("--token") { Description = "Read an access token from standard input, or ask for it" };
        var sip = new Option<string?>("--sip") { Description = "Where chat is: tls:host[:port] or tcp:host[:port]", HelpName = "ADDRESS" };
        var person = new Option<string?>("--as") { Description = "Address of who chats", HelpName = "PERSON" };
        return new Verb(
            "set",
            "Makes or changes a profile, with the server that --server names, and uses it from now on",
            "pchat profile set office --server https://chat.example.com/ --token",
            "pchat profile set office --sip tls:chat.example.com --as sip:ada@example.com") { name, token, sip, person }.Does(session =>
            {
                var book = ProfileFile.Read();
                var before = book.Profiles.GetValueOrDefault(session.Get(name)) ?? new Profile();
                var now = new Profile(
                    session.Get(GlobalOptions.Server) ?? before.Server,
                    session.Get(token) ? Secret.Read("token") : before.Token,
                    session.Get(sip) ?? before.Sip,
                    session.Get(person) is { } address ? Finding.AddressOf(address) : before.Person);
                ProfileFile.Write(new ProfileBook(
                    session.Get(name), new Dictionary<string, Profile>(book.Profiles) { [session.Get(name)] = now }));
                session.Output.Done($"kept profile {session.Get(name)} in {ProfileFile.Path}");
                return Task.CompletedTask;
            });
    }

    private static Verb Use()
    {
        var name = Name();
        return new Verb("use", "Uses a profile from now on", "pchat profile use office") { name }.Does(session =>
        {
            var book = ProfileFile.Read();
            Require(book, session.Get(name));
            ProfileFile.Write(book with { Current = session.Get(name) });
            session.Output.Done($"using profile {session.Get(name)}");
            return Task.CompletedTask;
        });
    }

    private static Verb Remove()
    {
        var name = Name();
        return new Verb("remove", "Forgets a profile; its token still holds until it is revoked", "pchat profile remove office") { name }.Does(session =>
        {
            var book = ProfileFile.Read();
            Require(book, session.Get(name));
            var left = book.Profiles.Where(it => it.Key != session.Get(name)).ToDictionary();
            ProfileFile.Write(new ProfileBook(book.Current == session.Get(name) ? null : book.Current, left));
            session.Output.Done($"removed profile {session.Get(name)}");
            return Task.CompletedTask;
        });
    }

    private static void Require(ProfileBook book, string name)
    {
        if (!book.Profiles.ContainsKey(name))
        {
            throw new RefusedException($"There is no profile {name}.", "Look for it: pchat profile list");
        }
    }

    private sealed record Line(string Name, bool InUse, string? Server, bool HasToken, string? Person, string? Sip);
}
