using System.CommandLine;
using System.CommandLine.Help;
using PersistentChat.Cli.Administration;
using PersistentChat.Cli.Chat;
using PersistentChat.Cli.Profiles;
using PersistentChat.Cli.Terminal;

namespace PersistentChat.Cli;

/// <summary>Every command there is.</summary>
internal static class CommandTree
{
    public static RootCommand Create()
    {
        var root = new RootCommand("Persistent Chat at the command line. On the server's machine, beside its data folder, it needs no sign-in.")
        {
            CategoryCommands.Create(),
            RoomCommands.Create(),
            MessageCommands.Create(),
            HistoryCommands.Create(),
            UserCommands.Create(),
            GroupCommands.Create(),
            AddInCommands.Create(),
            PoolCommands.Create(),
            UsageCommand.Create(),
            TransferCommands.Export(),
            TransferCommands.Import(),
            AccessCommands.Policy(),
            AccessCommands.Why(),
            AccessCommands.WhoAmI(),
            AccessCommands.Invite(),
            TokenCommands.Create(),
            ProfileCommands.Create(),
            ServerCommands.Create(),
            TraceCommands.Create(),
            ChatCommand.Create(),
            DoctorCommand.Create(),
            ArchiveCommands.Create(),
        };
        foreach (var option in GlobalOptions.All)
        {
            root.Options.Add(option);
        }

        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }

    /// <summary>Runs a command line to its exit code.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, InvocationConfiguration console)
    {
        var parsed = Create().Parse(args);
        var code = await parsed.InvokeAsync(console);

        // What is asked for wrongly must not look like a refusal; to ask for help is not wrong.
        return parsed.Errors.Count > 0 && code is not ExitCode.Done ? ExitCode.Usage : code;
    }
}
