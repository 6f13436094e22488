using System.CommandLine;
using System.Net;
using PersistentChat.Load;
using PersistentChat.Load.Measuring;
using PersistentChat.Load.Servers;

// What has come from a socket is looked at by the thread that waits for all of them: no switch of threads per delivery.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT", $"{Math.Max(1, Environment.ProcessorCount / 2)}");

var seed = new Command("seed", "says, as a seed file for the server, whom and which rooms a profile needs")
{
    RunOptions.Profile, RunOptions.Size, RunOptions.Domain, RunOptions.Password, RunOptions.FirstRoom,
};
seed.SetAction(line =>
{
    var profile = RunCommand.ProfileOf(line);
    var target = new Target(
        new IPEndPoint(IPAddress.Loopback, 0), line.GetRequiredValue(RunOptions.Domain), "", line.GetValue(RunOptions.Password),
        FirstRoom: line.GetRequiredValue(RunOptions.FirstRoom));
    Console.WriteLine(Seed.For(target, profile.Needs(line.GetValue(RunOptions.Size) ?? profile.Size)));
});

var profiles = new Command("profiles", "lists the workloads");
profiles.SetAction(_ =>
{
    foreach (var profile in Profile.All) { Console.WriteLine($"{profile.Name,-12} {profile.What}"); }
});

var files = new Argument<string[]>("files") { Description = "what --json has written", Arity = ArgumentArity.OneOrMore };
var table = new Command("table", "medians of several runs, in Markdown") { files };
table.SetAction(line => ResultsTable.Print(
    line.GetRequiredValue(files).SelectMany(File.ReadLines).Select(RunReport.FromJson), Console.Out));

try
{
    return await new RootCommand("Load for a Persistent Chat server") { RunCommand.Create(), seed, profiles, table }
        .Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (LoadException impossible)
{
    Console.Error.WriteLine(impossible.Message);
    return 2;
}
