using System.CommandLine;
using PersistentChat.Cli.Terminal;
using PersistentChat.Management;

namespace PersistentChat.Cli.Administration;

/// <summary><c>why</c>, <c>policy …</c>, <c>whoami</c>, <c>invite</c>: who may do what, and what that made of oneself.</summary>
internal static class AccessCommands
{
    public static Verb Why()
    {
        var (person, room) = (Values.Person(), Values.Room());
        var deed = new Argument<Deed>("DEED") { Description = "What the person may do there, or not" };
        return new Verb(
            "why",
            "Why a person may do something in a room, or not; ends with 1 when not",
            "pchat why sip:ada@example.com Operations Post") { person, room, deed }.Ends(async session =>
            {
                var id = await session.RoomIdAsync(session.Get(room));
                var why = await session.Server.Access.WhyAsync(Finding.AddressOf(session.Get(person)), id, session.Get(deed), session.Stopping);
                session.Output.Details(
                    why,
                    ("allowed", why.Allowed ? "yes" : "no"),
                    ("rule", why.Rule),
                    ("told", why.Told),
                    ("through", string.Join(", ", why.Through)));
                return why.Allowed ? ExitCode.Done : ExitCode.Refused;
            });
    }

    public static Command Policy() => new("policy", "Who may use persistent chat at all") { PolicyList(), PolicySet() };

    public static Verb WhoAmI() => new Verb("whoami", "Who the server takes this for", "pchat whoami").Does(async session =>
    {
        var caller = await session.Server.Access.CallerAsync(session.Stopping);
        session.Output.Details(caller, ("person", caller.Person ?? "the operator of the machine"), ("role", $"{caller.Role}"));
    });

    public static Verb Invite()
    {
        var since = new Option<int?>("--since") { Description = "Only those after this invitation", HelpName = "NUMBER" };
        return new Verb(
            "invite", "The rooms that the person of the token was made a member of", "pchat invite", "pchat invite --since 17") { since }.Does(async session =>
            {
                var all = await session.Server.Access.InvitationsAsync(session.Get(since), session.Stopping);
                if (session.Output.IsJson)
                {
                    session.Output.Json(all);
                    return;
                }

                session.Output.Table(
                    all.Rooms, ("ROOM", it => it.Settings.Name), ("ADDRESS", it => it.Uri), ("DESCRIPTION", it => it.Settings.Description));
                session.Output.Remark($"last invitation: {all.Last}");
            });
    }

    private static Verb PolicyList() => new Verb("list", "The policies that are set", "pchat policy list").Does(async session =>
        session.Output.Table(
            await session.Server.Access.PoliciesAsync(session.Stopping).ToListAsync(session.Stopping),
            ("PRINCIPAL", it => it.Principal),
            ("ENABLED", it => it.Enabled is true ? "yes" : "no")));

    private static Verb PolicySet()
    {
        var principal = new Argument<string>("PRINCIPAL") { Description = "sip:user@domain, domain:example.com or everybody; the narrowest holds" };
        var enabled = new Argument<string>("ENABLED") { Description = "Whether it may; unset: the next wider policy holds" };
        enabled.AcceptOnlyFromAmong("on", "off", "unset");
        return new Verb(
            "set",
            "Lets a person, a domain or everybody use persistent chat, or not",
            "pchat policy set everybody off",
            "pchat policy set sip:ada@example.com on") { principal, enabled }.Does(async session =>
            {
                bool? wanted = session.Get(enabled) switch { "on" => true, "off" => false, _ => null };
                var set = await session.Server.Access.SetPolicyAsync(
                    new Policy(Finding.AddressOf(session.Get(principal)), wanted), session.Stopping);
                session.Output.Details(set, ("principal", set.Principal), ("enabled", set.Enabled switch { true => "yes", false => "no", null => "not set" }));
            });
    }
}
