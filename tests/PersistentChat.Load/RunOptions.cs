using System.CommandLine;
using System.Net;

namespace PersistentChat.Load;

/// <summary>The options of the command line.</summary>
internal static class RunOptions
{
    public static readonly Option<string> Profile = new("--profile")
    {
        Description = "the workload: " + string.Join(", ", Load.Profile.All.Select(profile => profile.Name)),
        HelpName = "NAME",
        Required = true,
    };

    public static readonly Option<IPEndPoint?> Server = new("--server")
    {
        Description = "a server that runs already, with the people and rooms of \"seed\"; without: one is started",
        HelpName = "ADDRESS:PORT",
        CustomParser = argument => IPEndPoint.TryParse(argument.Tokens[0].Value, out var endPoint) ? endPoint : Wrong(argument),
    };

    public static readonly Option<string?> Build = new("--build")
    {
        Description = "where the server to start is; without: this tree's, built for Release",
        HelpName = "DIR",
    };

    public static readonly Option<string?> Data = new("--data")
    {
        Description = "data folder of the server to start, which stays; without: one that goes",
        HelpName = "DIR",
    };

    public static readonly Option<string[]> Set = new("--set")
    {
        Description = "a setting of the server to start; may be repeated",
        HelpName = "KEY=VALUE",
        DefaultValueFactory = _ => [],
    };

    public static readonly Option<int[]> Pid = new("--pid")
    {
        Description = "a process to count as the server's, with its children; may be repeated",
        HelpName = "PID",
        DefaultValueFactory = _ => [],
    };

    public static readonly Option<int?> Size = new("--size")
    {
        Description = "people, or messages; without: as the profile says",
        HelpName = "N",
    };

    public static readonly Option<double?> Seconds = new("--seconds")
    {
        Description = "how long each thing is measured",
        HelpName = "S",
    };

    public static readonly Option<double> Rate = new("--rate")
    {
        Description = "deliveries per second of \"latency\"",
        HelpName = "N",
        DefaultValueFactory = _ => 5000,
    };

    public static readonly Option<int> AtOnce = new("--at-once")
    {
        Description = "how many sign in at the same time",
        HelpName = "N",
        DefaultValueFactory = _ => 50,
    };

    public static readonly Option<string?> Tls = new("--tls")
    {
        Description = "SIP over TLS, with a server whose certificate is for this name",
        HelpName = "NAME",
    };

    public static readonly Option<FileInfo?> Trust = new("--trust")
    {
        Description = "who issued that certificate, PEM; without: whom this machine trusts",
        HelpName = "FILE",
    };

    public static readonly Option<string?> Password = new("--password")
    {
        Description = "everybody's, for Digest; without: none is asked for",
        HelpName = "TEXT",
    };

    public static readonly Option<string> Domain = new("--domain")
    {
        Description = "of people and rooms",
        HelpName = "DOMAIN",
        DefaultValueFactory = _ => "example.com",
    };

    public static readonly Option<string?> Pool = new("--pool")
    {
        Description = "what is invited; without: sip:pchat@ and the domain",
        HelpName = "URI",
    };

    public static readonly Option<int> FirstRoom = new("--first-room")
    {
        Description = "the number of the first room",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    public static readonly Option<Uri?> Web = new("--web")
    {
        Description = "where a server that runs already takes HTTP, for \"rest\"",
        HelpName = "URL",
    };

    public static readonly Option<string?> Token = new("--token")
    {
        Description = "an administrator's access token there",
        HelpName = "TEXT",
    };

    public static readonly Option<string?> Json = new("--json")
    {
        Description = "a file to which the result is added, a line each",
        HelpName = "FILE",
    };

    public static readonly Option<string> Label = new("--label")
    {
        Description = "what else tells this run from others, such as the engine",
        HelpName = "TEXT",
        DefaultValueFactory = _ => "",
    };

    private static IPEndPoint? Wrong(System.CommandLine.Parsing.ArgumentResult argument)
    {
        argument.AddError($"{argument.Tokens[0].Value} is no ADDRESS:PORT.");
        return null;
    }
}
