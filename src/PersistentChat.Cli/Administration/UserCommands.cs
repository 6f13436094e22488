using System.CommandLine;
using PersistentChat.Cli.Terminal;
using PersistentChat.Management;

namespace PersistentChat.Cli.Administration;

/// <summary><c>user …</c>: people.</summary>
internal static class UserCommands
{
    public static Command Create() => new("user", "People")
    {
        List(), Show(), Make(), Set(), Role(), Password(), SignOut(), UserImport.Create(), Remove(),
        SetEnabled("enable", "Lets a person sign in again", isEnabled: true),
        SetEnabled("disable", "Signs a person out of everything at once, until it is enabled", isEnabled: false),
    };

    private static void Tell(Session session, PersonDetails it) => session.Output.Details(
        it,
        ("address", it.Uri),
        ("name", it.Settings.DisplayName),
        ("mail", it.Settings.Mail),
        ("enabled", it.Settings.Enabled ? "yes" : "no"),
        ("role", $"{it.Role}"),
        ("from directory", it.FromDirectory ? "yes" : ""),
        ("id", $"{it.Id}"));

    private static Verb List()
    {
        var text = Values.Text("A part of address, display name or mail address");
        var enabled = new Option<bool?>("--enabled") { Description = "true: only those; false: only the others", HelpName = "true|false" };
        return new Verb("list", "People by address", "pchat user list", "pchat user list ada --enabled false") { text, enabled }.Does(async session =>
            session.Output.Table(
                await session.Server.People.FindAsync(session.GetOrNone(text), session.Get(enabled), session.Stopping).ToListAsync(session.Stopping),
                ("ADDRESS", it => it.Uri),
                ("NAME", it => it.Settings.DisplayName),
                ("ENABLED", it => it.Settings.Enabled ? "yes" : "no"),
                ("MAIL", it => it.Settings.Mail)));
    }

    private static Verb Show()
    {
        var person = Values.Person();
        return new Verb("show", "A person", "pchat user show sip:ada@example.com") { person }.Does(async session =>
        {
            var found = await session.PersonAsync(session.Get(person));
            Tell(session, (await session.Server.People.GetAsync(found.Id, session.Stopping)).Now);
        });
    }

    private static Verb Make()
    {
        var person = Values.Person();
        var name = new Option<string?>("--name") { Description = "Display name; left out: what stands before the @" };
        var mail = new Option<string?>("--mail") { Description = "Mail address" };
        var password = new Option<bool>("--password") { Description = "Read a password from standard input, or ask for it" };
        return new Verb(
            "create",
            "Makes a person known",
            "pchat user create sip:ada@example.com --name \"Ada Lovelace\" --password",
            "pchat user create sip:ada@example.com --password < password-file") { person, name, mail, password }.Does(async session =>
            {
                var uri = Finding.AddressOf(session.Get(person));
                var settings = new PersonSettings(session.Get(name) ?? LocalPart(uri), session.Get(mail));
                var secret = session.Get(password) ? Secret.Read("password") : null;
                Tell(session, await session.Server.People.CreateAsync(new NewPerson(uri, settings, secret), session.Stopping));
            });
    }

    private static Verb Set()
    {
        var person = Values.Person();
        var name = new Option<string?>("--name") { Description = "Display name" };
        var mail = new Option<string?>("--mail") { Description = "Mail address; empty: none" };
        return new Verb("set", "Changes names of a person", "pchat user set sip:ada@example.com --name \"Ada King\"")
        {
            person, name, mail,
        }.Does(session => ChangeAsync(session, session.Get(person), before => before with
        {
            DisplayName = session.Get(name) ?? before.DisplayName,
            Mail = session.Get(mail) switch { null => before.Mail, "" => null, var given => given },
        }));
    }

    private static Verb SetEnabled(string verb, string description, bool isEnabled)
    {
        var person = Values.Person();
        return new Verb(verb, description, $"pchat user {verb} sip:ada@example.com") { person }.Does(async session =>
        {
            var found = await session.PersonAsync(session.Get(person));
            Tell(session, await session.Server.People.SetEnabledAsync(found.Id, new PersonEnabled(isEnabled), session.Stopping));
        });
    }

    private static Verb Role()
    {
        var person = Values.Person();
        var role = new Argument<PoolRole>("ROLE") { Description = "What it may do from its next request on" };
        return new Verb(
            "role",
            "Says what a person may do that signs in itself, with a browser; a role that is taken takes its tokens that carry more along",
            "pchat user role sip:ada@example.com Administrator",
            "pchat user role sip:ada@example.com Person") { person, role }.Does(async session =>
            {
                var found = await session.PersonAsync(session.Get(person));
                var seen = await session.Server.People.GetAsync(found.Id, session.Stopping);
                Tell(session, await session.Server.People.SetRoleAsync(found.Id, new PersonRole(session.Get(role)), seen.Tag, session.Stopping));
            });
    }

    private static Verb SignOut()
    {
        var person = Values.Person();
        return new Verb("sign-out", "Signs a person out of every browser", "pchat user sign-out sip:ada@example.com") { person }.Does(async session =>
        {
            var found = await session.PersonAsync(session.Get(person));
            await session.Server.People.SignOutAsync(found.Id, session.Stopping);
            session.Output.Done($"signed {found.Uri} out of every browser");
        });
    }

    private static Verb Remove()
    {
        var (person, yes) = (Values.Person(), Values.Yes());
        return new Verb(
            "remove",
            "Takes a person away, out of every room and list, with its password and tokens; what it has written stays its own",
            "pchat user remove sip:ada@example.com --yes") { person, yes }.Does(async session =>
            {
                var found = await session.PersonAsync(session.Get(person));
                session.Confirm(yes, $"{found.Uri} goes from every room and list.");
                await session.Server.People.DeleteAsync(found.Id, session.Stopping);
                session.Output.Done($"removed {found.Uri}");
            });
    }

    private static Verb Password()
    {
        var person = Values.Person();
        return new Verb(
            "password",
            "Sets a person's password, read from standard input or asked for; who is signed in with the old one is signed out",
            "pchat user password sip:ada@example.com",
            "pchat user password sip:ada@example.com < password-file") { person }.Does(async session =>
            {
                var found = await session.PersonAsync(session.Get(person));
                await session.Server.People.SetPasswordAsync(found.Id, new NewPassword(Secret.Read("password")), session.Stopping);
                session.Output.Done($"set the password of {found.Uri}");
            });
    }

    private static async Task ChangeAsync(Session session, string name, Func<PersonSettings, PersonSettings> change)
    {
        var found = await session.PersonAsync(name);
        var seen = await session.Server.People.GetAsync(found.Id, session.Stopping);
        Tell(session, await session.Server.People.ChangeAsync(found.Id, change(seen.Now.Settings), seen.Tag, session.Stopping));
    }

    private static string LocalPart(string uri) => uri.Split('@')[0].Split(':')[^1];
}
