using System.Text.Json;

namespace PersistentChat.Server.Tests.Sipp;

/// <summary>SIPp, which computes Digest itself, signs in; with a wrong password it does not.</summary>
internal sealed class SippDigestTests
{
    private const int People = 20;

    [TestCase("secret", People)]
    [TestCase("guess", 0)]
    public async Task It_signs_in_by_Digest_with_the_right_password_only(string password, int expected)
    {
        var folder = Directory.CreateTempSubdirectory("pchat-sipp-").FullName;
        var seed = Path.Combine(folder, "seed.json");
        await File.WriteAllTextAsync(seed, JsonSerializer.Serialize(new
        {
            people = Enumerable.Range(0, People).Select(i => new { uri = Person(i), displayName = Person(i), password = "secret" }),
        }));
        await using var server = await ServerChild.StartAsync(
            Path.Combine(folder, "data"), seed, ["Server:LoopbackAuthentication=Digest", "Sip:Digest:Algorithms=MD5"]);
        var sipp = new SippRun(folder);

        await sipp.RunAsync(
            "tests/sipp/digest.xml", server.Sip,
            [.. Enumerable.Range(0, People).Select(i => $"{Person(i)};[authentication username=person{i} password={password}];")], 20);

        Assert.That(sipp.Count("SuccessfulCall"), Is.EqualTo(expected), $"{sipp.Errors}\n{server.Said}");
        Assert.That(sipp.Count("FailedCall"), Is.EqualTo(People - expected), $"{sipp.Errors}\n{server.Said}");
        Directory.Delete(folder, recursive: true);
    }

    private static string Person(int number) => $"sip:person{number}@example.com";
}
