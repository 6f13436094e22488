using System.CommandLine;
using PersistentChat.Cli;

var root = new RootCommand("Persistent Chat at the command line") { ArchiveCommands.Create() };
var parsed = root.Parse(args);

// What is asked for wrongly must not look like an archive with findings.
return parsed.Errors.Count > 0 ? await parsed.InvokeAsync() * ArchiveCommands.NotVerified : await parsed.InvokeAsync();
