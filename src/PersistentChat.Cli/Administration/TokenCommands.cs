using System.CommandLine;
using PersistentChat.Cli.Terminal;
using PersistentChat.Management;

namespace PersistentChat.Cli.Administration;

/// <summary><c>token …</c>: access tokens.</summary>
internal static class TokenCommands
{
    private const int Days = 90;

    public static Command Create() => new("token", "Access tokens: what other machines and programs come in with") { List(), Make(), Revoke() };

    private static Verb List() => new Verb("list", "All tokens, those that have expired among them", "pchat token list").Does(async session =>
        session.Output.Table(
            await session.Server.Tokens.ListAsync(session.Stopping).ToListAsync(session.Stopping),
            ("NAME", it => it.Name),
            ("PERSON", it => it.Person),
            ("ROLE", it => $"{it.Role}"),
            ("EXPIRES", it => Values.Time(it.ExpiresAt)),
            ("LAST USED", it => it.LastUsedAt is { } at ? Values.Time(at) : "never"),
            ("ID", it => $"{it.Id}")));

    private static Verb Make()
    {
        var name = new Argument<string>("NAME") { Description = "What it is for; unique" };
        var person = new Option<string>("--person") { Description = "Address of the person it acts for", Required = true };
        var role = new Option<PoolRole>("--role") { Description = "What it may be used for", Required = true };
        var days = new Option<int>("--days") { Description = "How long it holds", DefaultValueFactory = _ => Days };
        return new Verb(
            "create",
            "Makes an access token. Its secret is the only line on standard output, this once and never again",
            "pchat token create laptop --person sip:ada@example.com --role Administrator",
            "pchat token create laptop --person sip:ada@example.com --role Auditor | pchat profile set office --server https://chat.example.com/ --token")
        {
            name, person, role, days,
        }.Does(async session =>
        {
            var wanted = new NewToken(
                session.Get(name), Finding.AddressOf(session.Get(person)!), session.Get(role), DateTimeOffset.UtcNow.AddDays(session.Get(days)));
            var issued = await session.Server.Tokens.CreateAsync(wanted, session.Stopping);
            if (session.Output.IsJson)
            {
                session.Output.Json(issued);
                return;
            }

            session.Output.Remark(
                $"token {issued.Token.Name} for {issued.Token.Person}, {issued.Token.Role}, until {Values.Time(issued.Token.ExpiresAt)}");
            session.Output.Writer.WriteLine(issued.Secret);
        });
    }

    private static Verb Revoke()
    {
        var name = new Argument<string>("TOKEN") { Description = "Name or id of a token" };
        return new Verb("revoke", "Makes a token worthless at once", "pchat token revoke laptop") { name }.Does(async session =>
        {
            var wanted = session.Get(name);
            var all = await session.Server.Tokens.ListAsync(session.Stopping).ToListAsync(session.Stopping);
            var token = all.Find(it => it.Name == wanted || $"{it.Id}" == wanted)
                ?? throw new RefusedException($"There is no token {wanted}.", "Look for it: pchat token list");
            await session.Server.Tokens.RevokeAsync(token.Id, session.Stopping);
            session.Output.Done($"revoked token {token.Name}");
        });
    }
}
