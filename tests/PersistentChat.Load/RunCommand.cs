using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using PersistentChat.Load.Measuring;
using PersistentChat.Load.Servers;

namespace PersistentChat.Load;

/// <summary><c>run</c>: one profile against one server, and what came of it.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var command = new Command("run", "puts a load on a server and says what it carried")
        {
            RunOptions.Profile, RunOptions.Size, RunOptions.Seconds, RunOptions.Rate, RunOptions.AtOnce,
            RunOptions.Server, RunOptions.Pid, RunOptions.Build, RunOptions.Data, RunOptions.Set,
            RunOptions.Tls, RunOptions.Trust, RunOptions.Password, RunOptions.Domain, RunOptions.Pool, RunOptions.FirstRoom,
            RunOptions.Web, RunOptions.Token, RunOptions.Json, RunOptions.Label,
        };
        command.SetAction((line, ct) => RunAsync(line, ct));
        return command;
    }

    /// <exception cref="LoadException">There is no such profile.</exception>
    public static Profile ProfileOf(ParseResult line)
    {
        var name = line.GetRequiredValue(RunOptions.Profile);
        return Profile.All.FirstOrDefault(profile => profile.Name == name)
            ?? throw new LoadException($"There is no profile {name}; there are {string.Join(", ", Profile.All.Select(each => each.Name))}.");
    }

    public static Target TargetOf(ParseResult line, IPEndPoint address) => new(
        address,
        line.GetRequiredValue(RunOptions.Domain),
        line.GetValue(RunOptions.Pool) ?? $"sip:pchat@{line.GetRequiredValue(RunOptions.Domain)}",
        line.GetValue(RunOptions.Password),
        line.GetValue(RunOptions.Tls) is { } name ? TlsOf(name, line.GetValue(RunOptions.Trust)) : null,
        line.GetRequiredValue(RunOptions.FirstRoom),
        line.GetValue(RunOptions.Web) is { } web && line.GetValue(RunOptions.Token) is { } token ? new RestAccess(web, token) : null);

    private static async Task<int> RunAsync(ParseResult line, CancellationToken ct)
    {
        var profile = ProfileOf(line);
        var report = line.GetValue(RunOptions.Server) is { } address
            ? await MeasureAsync(line, profile, TargetOf(line, address), line.GetRequiredValue(RunOptions.Pid))
            : await StartAndMeasureAsync(line, profile);
        report.Print(Console.Out);
        if (line.GetValue(RunOptions.Json) is { } file) { await File.AppendAllTextAsync(file, report.ToJson() + "\n", ct); }
        return report.Failures.Count == 0 ? 0 : 1;
    }

    private static async Task<RunReport> StartAndMeasureAsync(ParseResult line, Profile profile)
    {
        var target = TargetOf(line, new IPEndPoint(IPAddress.Loopback, 0));
        await using var server = await OwnServer.StartAsync(
            line.GetValue(RunOptions.Build) ?? UsualBuild(), line.GetValue(RunOptions.Data), line.GetRequiredValue(RunOptions.Set),
            target, profile.Needs(line.GetValue(RunOptions.Size) ?? profile.Size));
        var report = await MeasureAsync(line, profile, server.Target, [server.Id, .. line.GetRequiredValue(RunOptions.Pid)]);
        await server.StopAsync();
        return report;
    }

    private static async Task<RunReport> MeasureAsync(ParseResult line, Profile profile, Target target, int[] pids)
    {
        var run = new LoadRun(
            target, new ProcessTree(pids), line.GetValue(RunOptions.Size) ?? profile.Size,
            TimeSpan.FromSeconds(line.GetValue(RunOptions.Seconds) ?? profile.Seconds))
        {
            AtOnce = line.GetRequiredValue(RunOptions.AtOnce),
            Rate = line.GetRequiredValue(RunOptions.Rate),
        };
        return await run.MeasureAsync(profile, LabelOf(line));
    }

    private static string LabelOf(ParseResult line) => string.Create(
        CultureInfo.InvariantCulture,
        $"{line.GetRequiredValue(RunOptions.Label)}{(line.GetValue(RunOptions.Size) is { } size ? $" size {size}" : "")}").Trim();

    private static SslClientAuthenticationOptions TlsOf(string name, FileInfo? issuer)
    {
        var options = new SslClientAuthenticationOptions { TargetHost = name };
        if (issuer is not null)
        {
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(issuer.FullName) },
            };
        }

        return options;
    }

    private static string UsualBuild()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PersistentChat.sln"))) { folder = folder.Parent; }
        return Path.Combine(folder?.FullName ?? "", "src", "PersistentChat.Server", "bin", "Release", "net10.0");
    }
}
