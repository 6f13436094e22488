using System.Text.Json.Nodes;
using PersistentChat.Compliance.Tests.World;

namespace PersistentChat.Server.Tests.Deployment;

/// <summary><c>docker-compose.yml</c> as <c>docker-compose config</c> understands it.</summary>
internal sealed class ComposeFile(JsonNode file)
{
    private const string ToJson = "import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.stdin)))";

    public IReadOnlyList<string> Services => [.. file["services"]!.AsObject().Select(service => service.Key)];

    /// <exception cref="InvalidOperationException">It is wrong, and how.</exception>
    public static async Task<ComposeFile> ReadAsync()
    {
        // Python's YAML comes with docker-compose.
        var command = $"set -o pipefail; docker-compose --file \"$1\" config | python3 -c '{ToJson}'";
        var said = await Child.RunAsync(
            "bash", ["-c", command, "bash", Repository.PathOf("docker-compose.yml")], new Dictionary<string, string> { ["PCHAT_DOMAIN"] = "" });
        return new ComposeFile(JsonNode.Parse(said.Split('\n').Single(line => line.StartsWith('{')))!);
    }

    public JsonNode Service(string name) => file["services"]![name]!;

    public Dictionary<string, string> Environment(string service) =>
        Service(service)["environment"]!.AsObject().ToDictionary(variable => variable.Key, variable => (string)variable.Value!);

    /// <summary>By the name under which the service has it in <c>/run/secrets</c>: the name of the file in <c>secrets/</c>.</summary>
    public Dictionary<string, string> Secrets(string service) => Service(service)["secrets"]!.AsArray().ToDictionary(
        secret => (string?)secret!["target"] ?? (string)secret["source"]!,
        secret => Path.GetFileName((string)file["secrets"]![(string)secret!["source"]!]!["file"]!));
}
