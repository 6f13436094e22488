using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PersistentChat.Compliance.Broker;
using PersistentChat.Compliance.Store;

namespace PersistentChat.Compliance.Tests.World;

/// <summary>The worker as the process that it is.</summary>
internal sealed partial class WorkerChild : IDisposable
{
    private static readonly HttpClient Web = new() { Timeout = TimeSpan.FromMinutes(1) };

    private readonly Child _child;

    // From its own folder, built in the same way as these tests: beside them another process may have its settings.
    private static string Program
    {
        get
        {
            var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            return Repository.PathOf(
                $"src/PersistentChat.ComplianceWorker/bin/{framework.Parent!.Name}/{framework.Name}/PersistentChat.ComplianceWorker.dll");
        }
    }

    private WorkerChild(Child child) => _child = child;

    public string Said => _child.Said;

    public TimeSpan Cpu => _child.Cpu;

    /// <summary>Takes over from a dead one after three seconds of silence.</summary>
    public static WorkerChild Start(ComplianceStoreProvider provider, string connection, BrokerOptions broker, string data) =>
        Start(new Dictionary<string, string>
        {
            ["Compliance__Store__Provider"] = provider.ToString(),
            ["Compliance__Store__ConnectionString"] = connection,
            ["Worker__DataFolder"] = data,
            ["Compliance__Lease__Duration"] = "00:00:03",
            ["Compliance__Broker__Host"] = broker.Host,
            ["Compliance__Broker__Port"] = broker.Port.ToString(CultureInfo.InvariantCulture),
            ["Compliance__Broker__Queue"] = broker.Queue,
            ["Compliance__Broker__Timeout"] = broker.Timeout.ToString(),
        });

    public static WorkerChild Start(IReadOnlyDictionary<string, string> settings) => new(Child.Start(
        "dotnet",
        [Program],
        new Dictionary<string, string>(settings) { ["Worker__Web"] = "127.0.0.1:0" }));

    /// <summary>Runs a command of the operator's to its end, which must be a good one; what it says.</summary>
    public static async Task<string> RunAsync(IReadOnlyDictionary<string, string> settings, params string[] command) =>
        (await Child.RunAsync("dotnet", [Program, .. command], settings)).Trim();

    /// <summary>What it says of its readiness, a check each; null: it does not answer yet.</summary>
    public async Task<(bool IsGood, string Status, IReadOnlyDictionary<string, bool> Checks)?> ReadinessAsync()
    {
        if (ReadyLine().Match(Said) is not { Success: true } ready)
        {
            return null;
        }

        using var answer = await Web.GetAsync(Page("readyz", ready));
        var report = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        var checks = report["checks"]!.AsArray().ToDictionary(check => (string)check!["name"]!, check => (bool)check!["ok"]!);
        return (answer.IsSuccessStatusCode, (string)report["status"]!, checks);
    }

    /// <summary>Its numbers, in Prometheus' format; it must be ready.</summary>
    public Task<string> MetricsAsync() => Web.GetStringAsync(Page("metrics", ReadyLine().Match(Said)));

    public Task IsReadyAsync() => Eventually.HoldsAsync(
        async () => await ReadinessAsync() is { IsGood: true }, () => $"the worker is not ready: {Said}");

    public Task KillAsync() => _child.KillAsync();

    /// <summary>Completes when it has ended by itself and all it said is known.</summary>
    public Task EndedAsync() => _child.EndedAsync();

    public void Dispose() => _child.Dispose();

    private static Uri Page(string name, Match ready) => new($"{ready.Groups["url"].Value}/{name}");

    [GeneratedRegex("^ready web=(?<url>http://[^,\n]*)", RegexOptions.Multiline)]
    private static partial Regex ReadyLine();
}
