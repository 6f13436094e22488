using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace PersistentChat.Cli.Terminal;

/// <summary>Values that commands have in common.</summary>
internal static class Values
{
    public static Argument<string> Room() => new("ROOM") { Description = "Name, id or address (ma-chan://…) of a room" };

    public static Argument<string> Category() => new("CATEGORY") { Description = "Name or id of a category" };

    public static Argument<string> Person() => new("PERSON") { Description = "Address of a person, such as sip:ada@example.com" };

    public static Argument<string> Group() => new("GROUP") { Description = "Name or id of a group or domain" };

    public static Argument<string[]> Principals() => new("PRINCIPAL")
    {
        Description = "sip:user@domain, group:Name, domain:example.com or everybody",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public static Option<FileInfo?> PrincipalsFile() => new("--file")
    {
        Description = "More of them, one in a line; - is standard input",
        HelpName = "FILE",
    };

    public static Argument<string?> Text(string description) => new("TEXT")
    {
        Description = description,
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Option<bool> Yes() => new("--yes") { Description = "It is meant: do not ask" };

    public static Option<Switch?> OnOff(string name, string description) => new(name) { Description = description };

    /// <summary>An instant; what has no offset is UTC.</summary>
    public static Option<DateTimeOffset?> Instant(string name, string description) => new(name)
    {
        Description = $"{description}, UTC: 2026-11-21 or 2026-11-21T08:00Z",
        HelpName = "TIME",
        CustomParser = ReadInstant,
    };

    /// <summary>A day, UTC.</summary>
    public static Option<DateOnly?> Day(string name, string description) => new(name)
    {
        Description = $"{description}, UTC: 2026-11-21",
        HelpName = "DAY",
        CustomParser = ReadDay,
    };

    /// <summary>An instant as tables have it, to the minute.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    private static DateOnly? ReadDay(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        result.AddError($"'{text}' is no day; write 2026-11-21.");
        return null;
    }

    private static DateTimeOffset? ReadInstant(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at))
        {
            return at;
        }

        result.AddError($"'{text}' is no time; write 2026-11-21 or 2026-11-21T08:00Z.");
        return null;
    }
}
