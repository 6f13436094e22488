using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace PersistentChat.Server.Tests.Api;

/// <summary>What a request was answered.</summary>
internal sealed record Reply(int Status, JsonNode? Json, HttpResponseHeaders Headers)
{
    public string? ETag => Headers.ETag?.Tag;

    /// <summary>Of a problem document: the end of its type.</summary>
    public string? Problem => ((string?)Json?["type"])?["urn:pchat:problem:".Length..];

    public Guid Id => (Guid)Json!["id"]!;

    public string? Next => (string?)Json!["next"];

    public JsonArray Items => Json!["items"]!.AsArray();

    public Reply Expect(int status)
    {
        Assert.That(Status, Is.EqualTo(status), Json?.ToJsonString());
        return this;
    }

    /// <summary>It is refused, and by a problem document.</summary>
    public Reply Expect(int status, string problem)
    {
        Expect(status);
        Assert.That(Problem, Is.EqualTo(problem), Json?.ToJsonString());
        Assert.That((int)Json!["status"]!, Is.EqualTo(status));
        Assert.That((string?)Json["title"], Is.Not.Empty);
        return this;
    }

    /// <summary>It is refused because of fields.</summary>
    public void ExpectInvalid(params string[] fields)
    {
        Expect(400, "invalid");
        Assert.That(Json!["errors"]!.AsObject().Select(error => error.Key), Is.EquivalentTo(fields));
    }
}
