using System.CommandLine;

namespace PersistentChat.Cli.Terminal;

/// <summary>What every command can be told.</summary>
internal static class GlobalOptions
{
    public static readonly Option<string?> Server = new("--server")
    {
        Description = "https://host:port/, or the server's data folder or Unix socket; also PCHAT_SERVER, with the token in PCHAT_TOKEN",
        HelpName = "SERVER",
        Recursive = true,
    };

    public static readonly Option<string?> Profile = new("--profile")
    {
        Description = "Server and token that 'profile set' has kept; also PCHAT_PROFILE",
        HelpName = "NAME",
        Recursive = true,
    };

    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Say it in JSON, for scripts",
        Recursive = true,
    };

    public static readonly Option<bool> Verbose = new("--verbose")
    {
        Description = "Say on standard error what the server was asked",
        Recursive = true,
    };

    public static readonly Option[] All = [Server, Profile, Json, Verbose];
}
