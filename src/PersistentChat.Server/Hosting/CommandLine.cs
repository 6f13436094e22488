using System.CommandLine;

namespace PersistentChat.Server.Hosting;

/// <summary>The command line: short options for what is changed most, <c>--set</c> for every other setting.</summary>
internal sealed record CommandLine(bool Demo, FileInfo? Seed, IReadOnlyDictionary<string, string?> Settings)
{
    private static readonly (Option<string?> Option, string Setting)[] Short =
    [
        (new("--data") { Description = "data folder", HelpName = "DIR" }, "Store:DataFolder"),
        (new("--sip") { Description = "SIP over TCP; port 0 picks one, \"\" is off", HelpName = "ADDRESS:PORT" }, "Server:Sip"),
        (new("--tls") { Description = "SIP over TLS", HelpName = "ADDRESS:PORT" }, "Server:Tls"),
        (new("--web") { Description = "HTTP", HelpName = "ADDRESS:PORT" }, "Server:Web"),
        (new("--domain") { Description = "SIP domain of people and rooms", HelpName = "DOMAIN" }, "Rooms:Domain"),
    ];

    private static readonly HashSet<string> Sections = new(
        [
            "Server", "SignIn", "Pool", "Api", "Browser", "OpenId", "Rooms", "Chat", "Presence", "Roaming", "Store", "Journal",
            "Compliance", "Sip", "Xccos", "Logging",
        ],
        StringComparer.OrdinalIgnoreCase);

    private static readonly Option<bool> DemoOption =
        new("--demo") { Description = "people alice, bob, carol, dave and some rooms in example.com" };

    private static readonly Option<FileInfo?> SeedOption =
        new("--seed") { Description = "people, categories, rooms and roles to make, JSON", HelpName = "FILE" };

    private static readonly Option<string[]> SetOption =
        new("--set") { Description = "any setting, e.g. Rooms:ParticipantUpdateLimit=75; may be repeated", HelpName = "KEY=VALUE" };

    /// <summary>Null: help was asked for or the line was wrong, which has been said; the process ends with the code.</summary>
    /// <exception cref="SettingException"><c>--set</c> names no setting.</exception>
    public static CommandLine? Parse(string[] args, out int exitCode)
    {
        var root = new RootCommand("Persistent Chat server") { DemoOption, SeedOption, SetOption };
        foreach (var (option, _) in Short)
        {
            root.Options.Add(option);
        }

        var isToRun = false;
        root.SetAction(_ => isToRun = true);
        var parsed = root.Parse(args);
        exitCode = parsed.Invoke();
        return isToRun ? Read(parsed) : null;
    }

    private static CommandLine Read(ParseResult parsed)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (option, setting) in Short)
        {
            if (parsed.GetValue(option) is { } value)
            {
                settings[setting] = value;
            }
        }

        foreach (var assignment in parsed.GetValue(SetOption) ?? [])
        {
            var (key, value) = assignment.Split('=', 2) is [var k, var v] ? (k, v) : (assignment, "");
            if (!Sections.Contains(key.Split(':')[0]))
            {
                throw new SettingException(key, $"there is no such setting; sections are {string.Join(", ", Sections)}");
            }

            settings[key] = value;
        }

        return new CommandLine(parsed.GetValue(DemoOption), parsed.GetValue(SeedOption), settings);
    }
}
