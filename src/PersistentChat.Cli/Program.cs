using System.CommandLine;
using PersistentChat.Cli;

// Whoever is in a room when Ctrl+C comes leaves it first.
return await CommandTree.RunAsync(args, new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });
