using System.Text;
using System.Text.Json.Nodes;
using PersistentChat.Server.Tests.World;

namespace PersistentChat.Server.Tests.Api;

/// <summary>
/// Every field of every operation in the OpenAPI document is given what it is not made for; whatever that is, the answer is no 500.
/// </summary>
internal sealed class FuzzTests
{
    private const int Seed = 20_261_121;
    private const int ValuesPerField = 4;

    // As they stand in JSON.
    private static readonly string[] Values =
    [
        "null", "true", "-1", "0", "1e400", "9223372036854775808", "2147483647", "[]", "{}", "[null]", "[\"\"]", "[{}]", "\"\"", "\" \"",
        "\"\\u0000\"", "\"\\ud800\"", "\"\\uffff\"", "\"\\u202e\\ud83d\\ude00\"", "\"<script>alert(1)</script>\"", "\"' OR 1=1 --\"",
        "\"../../../etc/passwd\"", "\"sip:\"", "\"sip:a@b;c=\\r\\nd\"", "\"group:\"", "\"domain:\"", "\"everybody\"", "\"%n%s%00\"", "\"NaN\"",
        "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59.9999999-14:00\"", "\"9999-12-31\"", "\"00000000-0000-0000-0000-000000000000\"",
        "\"00000002-0000-4000-8000-000000000000\"", $"\"{new string('a', 5000)}\"", $"{new string('[', 200)}{new string(']', 200)}",
    ];

    // As they stand in CSV.
    private static readonly string[] Rows =
    [
        "uri,displayName\n\"", "uri,displayName\na", "uri,displayName,password\nsip:csv@example.com,\0,\ud800", "uri,displayName\n\"a\"b,c", ",\n,",
    ];

    private readonly Random _random = new(Seed);
    private readonly Dictionary<string, Guid> _ids = [];
    private JsonNode _document = null!;

    [Test]
    public async Task Whatever_is_sent_is_answered_and_never_by_500()
    {
        await using var world = await ApiWorld.StartAsync();
        await MakeAsync(world);
        _document = (await world.Operator.GetAsync("api/openapi.json")).Expect(200).Json!;
        var requests = _document["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(it => (Path: path.Key, Method: it.Key.ToUpperInvariant(), Operation: it.Value!)))
            // Others need what these take away.
            .OrderBy(it => it.Method == "DELETE")
            .SelectMany(it => Requests(it.Path, it.Method, it.Operation));
        var count = 0;
        foreach (var (method, path, body) in requests)
        {
            using var content = body is null ? null : new StringContent(body, Encoding.UTF8, TypeOf(method, path));
            var reply = await world.Operator.SendAsync(new HttpMethod(method), path, content, method == "PUT" ? "*" : null);
            Assert.That(reply.Status, Is.LessThan(500), $"{method} {path} {body}");
            Assert.That(reply.Status < 400 || reply.Problem is not null, Is.True, $"{method} {path} {body}: no problem document");
            count++;
        }

        Assert.That(count, Is.GreaterThan(300));
        (await world.Operator.GetAsync("api/me")).Expect(200);
    }

    private async Task MakeAsync(ApiWorld world)
    {
        var alice = await world.Server.MakePersonAsync("alice");
        _ids["people"] = alice.Id;
        _ids["categories"] = (await world.Operator.PostAsync("api/categories", new { name = "Desks" })).Expect(201).Id;
        _ids["rooms"] = (await world.Operator.PostAsync("api/rooms", new { name = "Lobby", categoryId = _ids["categories"] })).Expect(201).Id;
        _ids["groups"] = (await world.Operator.PostAsync("api/groups", new { kind = "group", settings = new { name = "G" } })).Expect(201).Id;
        _ids["add-ins"] = (await world.Operator.PostAsync("api/add-ins", new { name = "A", url = "https://example.com/" })).Expect(201).Id;
        await world.TokenAsync("alice", "person");
        _ids["tokens"] = (Guid)(await world.Operator.GetAsync("api/tokens")).Items.Single()!["id"]!;
    }

    private IEnumerable<(string Method, string Path, string? Body)> Requests(string path, string method, JsonNode operation)
    {
        var real = path[1..].Replace("{id}", $"{_ids.GetValueOrDefault(path.Split('/')[2])}", StringComparison.Ordinal);
        yield return (method, path[1..].Replace("{id}", $"{Guid.Empty}", StringComparison.Ordinal), BodyOf(operation));
        yield return (method, path[1..].Replace("{id}", "7", StringComparison.Ordinal), BodyOf(operation));
        var queries = operation["parameters"]?.AsArray().Where(it => (string?)it!["in"] == "query").ToList() ?? [];
        foreach (var name in queries.Select(query => (string)query!["name"]!))
        {
            var others = queries.Where(it => (bool?)it!["required"] is true && (string)it["name"]! != name)
                .Select(it => $"{it!["name"]}={Uri.EscapeDataString(Sample(it["schema"]!).Trim('"'))}");
            foreach (var value in Some().Select(value => Uri.EscapeDataString(value.Trim('"'))).Append("%ff%fe").Append("7"))
            {
                yield return (method, $"{real}?{string.Join('&', others.Append($"{name}={value}"))}", null);
            }
        }

        if (operation["requestBody"] is null)
        {
            yield break;
        }

        foreach (var body in Bodies(SchemaOf(operation)).Concat(Some()).Append("").Append("{\"a\":").Concat(Rows))
        {
            yield return (method, real, body);
        }
    }

    /// <summary>A good body with one field, at any depth, that is not.</summary>
    private IEnumerable<string> Bodies(JsonNode schema)
    {
        var fields = Resolve(schema)["properties"]?.AsObject().ToList() ?? [];
        foreach (var (name, field) in fields)
        {
            foreach (var value in Some().Concat(Inner(field!)))
            {
                yield return With(name, value);
            }
        }

        if (fields.Count > 0)
        {
            yield return With("unknown", "1");
        }

        string With(string changed, string value) => "{" + string.Join(',', fields
            .Select(it => it.Key == changed ? $"\"{it.Key}\":{value}" : $"\"{it.Key}\":{Sample(it.Value!)}")
            .Concat(fields.Any(it => it.Key == changed) ? [] : [$"\"{changed}\":{value}"])) + "}";
    }

    private IEnumerable<string> Inner(JsonNode field) => Resolve(field) switch
    {
        var schema when schema["properties"] is not null => Bodies(schema),
        var schema when schema["items"] is { } items && Resolve(items)["properties"] is not null => Bodies(items).Select(body => $"[{body}]"),
        var schema when schema["items"] is not null => Some().Select(value => $"[{value}]"),
        _ => [],
    };

    private string[] Some() => [.. Enumerable.Range(0, ValuesPerField).Select(_ => Values[_random.Next(Values.Length)])];

    private string? BodyOf(JsonNode operation) => operation["requestBody"] is null ? null : Sample(SchemaOf(operation));

    private static JsonNode SchemaOf(JsonNode operation) => operation["requestBody"]!["content"]!.AsObject().Single().Value!["schema"]!;

    // What is not JSON is sent as what it should be, so that it is read.
    private string TypeOf(string method, string path) =>
        _document["paths"]!["/" + path.Split('?')[0]]?[method.ToLowerInvariant()]?["requestBody"]?["content"]?.AsObject().Single().Key ?? "application/json";

    private JsonNode Resolve(JsonNode schema)
    {
        var one = schema["oneOf"]?.AsArray().First(it => (string?)it!["type"] != "null")! ?? schema;
        return (string?)one["$ref"] is { } reference ? _document["components"]!["schemas"]![reference.Split('/')[^1]]! : one;
    }

    private string Sample(JsonNode schema)
    {
        var known = Resolve(schema);
        if (known["enum"] is { } all) { return all[0]!.ToJsonString(); }
        if (known["properties"] is { } fields)
        {
            return "{" + string.Join(',', fields.AsObject().Select(it => $"\"{it.Key}\":{Sample(it.Value!)}")) + "}";
        }

        if (known["items"] is { } items) { return $"[{Sample(items)}]"; }
        var type = known["type"] is JsonArray types ? (string)types.First(it => (string?)it != "null")! : (string?)known["type"];
        return (type, (string?)known["format"]) switch
        {
            ("boolean", _) => "true",
            ("integer", _) => "1",
            (_, "uuid") => $"\"{_ids["categories"]}\"",
            (_, "date-time") => "\"2027-01-01T00:00:00Z\"",
            (_, "date") => "\"2026-01-01\"",
            _ => $"\"{TestServer.AddressOf("alice")}\"",
        };
    }
}
