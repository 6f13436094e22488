using System.Text.Json;
using System.Text.Json.Nodes;

namespace PersistentChat.Server.Tests.Api;

/// <summary>The interface is what its checked-in description says; <c>PCHAT_UPDATE=1</c> writes it anew.</summary>
internal sealed class OpenApiTests
{
    private const string File = "docs/openapi.json";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Test]
    public async Task The_checked_in_document_is_the_one_that_is_served()
    {
        await using var world = await ApiWorld.StartAsync();
        var served = (await world.Operator.GetAsync("api/openapi.json")).Expect(200).Json!;
        var text = served.ToJsonString(Indented) + "\n";
        if (Environment.GetEnvironmentVariable("PCHAT_UPDATE") == "1")
        {
            await System.IO.File.WriteAllTextAsync(Repository.PathOf(File), text);
        }

        Assert.That(text, Is.EqualTo(Repository.Read(File)), $"{File} is not what is served: PCHAT_UPDATE=1 writes it");
        Assert.That((string?)served["openapi"], Does.StartWith("3.1"));
        var described = served["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => $"{operation.Key.ToUpperInvariant()} {path.Key}"));
        Assert.That(described, Is.EquivalentTo(world.Operations.Keys
            .Except(["GET /api/openapi.json", "GET /api", "GET /api/sign-in"])
            .Where(operation => !operation.StartsWith("GET /api/page/", StringComparison.Ordinal))));
    }

    [Test]
    public async Task Every_operation_is_said_in_words()
    {
        await using var world = await ApiWorld.StartAsync();
        var served = (await world.Operator.GetAsync("api/openapi.json")).Expect(200).Json!;
        var silent = served["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(it => (Name: $"{it.Key} {path.Key}", Operation: (JsonNode)it.Value!)))
            .Where(it => string.IsNullOrWhiteSpace((string?)it.Operation["summary"]));
        Assert.That(silent.Select(it => it.Name), Is.Empty);
    }
}
