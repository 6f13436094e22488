using System.CommandLine;
using PersistentChat.Cli;

return await CommandTree.RunAsync(args, new InvocationConfiguration { EnableDefaultExceptionHandler = true });
