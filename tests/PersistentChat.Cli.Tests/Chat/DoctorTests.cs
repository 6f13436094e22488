using PersistentChat.Cli.Terminal;
using PersistentChat.Cli.Tests.World;

namespace PersistentChat.Cli.Tests.Chat;

/// <summary>The doctor says that all is well when it is, and otherwise which step is not.</summary>
internal sealed class DoctorTests
{
    private string _folder = "";

    private static Server Server => SharedServer.Server;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("pchat-cli-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Two_people_exchange_messages_and_every_step_has_its_time()
    {
        var run = await Pchat.RunAsync(
            Server.Folder,
            "",
            new Dictionary<string, string> { ["PCHAT_SENDER_PASSWORD"] = "wonderland", ["PCHAT_RECEIVER_PASSWORD"] = "builder" },
            "doctor", "Checkup", "--sender", "alice@example.com", "--receiver", "bob@example.com", "--sip", Server.Sip, "--timeout", "150");
        Assert.That(run.Expect(ExitCode.Done).Lines[^1], Is.EqualTo("all is well"));
        Assert.That(run.Lines[..^1], Has.All.Match("^ok +[0-9.]+ ms  [a-z]"));
        Assert.That(run.Output, Does.Contain("message from receiver to sender"));
    }

    [TestCase("Checkup", "builder", ExpectedResult = null)]
    [TestCase("Checkup", "guess", ExpectedResult = "sign in sip:bob@example.com")]
    [TestCase("No such room", "builder", ExpectedResult = "find room sip:alice@example.com")]
    [TestCase("Town Hall", "builder", ExpectedResult = "message from receiver to sender")]
    public async Task<string?> The_step_that_fails_is_named(string room, string receiverPassword)
    {
        var run = await CheckAsync(room, receiverPassword, Server.Sip);
        var failed = (string?)run.Json["failed"];
        Assert.That(run.Code, Is.EqualTo(failed is null ? ExitCode.Done : ExitCode.Refused));
        Assert.That((bool)run.Json["well"]!, Is.EqualTo(failed is null));
        var steps = run.Json["steps"]!.AsArray();
        Assert.That(steps.Select(step => (double)step!["milliseconds"]!), Has.All.GreaterThan(0));
        Assert.That(steps.SkipLast(1).Select(step => (string?)step!["failure"]), Has.All.Null, "the first that fails is the last");
        Assert.That((string?)steps[^1]!["failure"], failed is null ? Is.Null : Is.Not.Empty);
        return failed;
    }

    [Test]
    public async Task A_server_that_is_not_there_fails_the_first_step() =>
        Assert.That((string?)(await CheckAsync("Checkup", "builder", "tcp:127.0.0.1:1")).Json["failed"], Is.EqualTo("connect sip:alice@example.com"));

    [Test]
    public async Task A_server_that_takes_nothing_but_NTLM_is_signed_in_to_by_NTLM()
    {
        await using var server = await Server.StartAsync("NTLM");
        var well = await CheckAsync("Checkup", "builder", server.Sip);
        Assert.That((string?)well.Json["failed"], Is.Null, well.Output);
        var wrong = await CheckAsync("Checkup", "guess", server.Sip);
        Assert.That((string?)wrong.Json["failed"], Is.EqualTo("sign in sip:bob@example.com"));
        Assert.That((string?)wrong.Json["steps"]!.AsArray()[^1]!["failure"], Does.Contain("Wrong user name or password"));
    }

    private async Task<Run> CheckAsync(string room, string receiverPassword, string sip)
    {
        var (one, other) = (Path.Combine(_folder, "sender"), Path.Combine(_folder, "receiver"));
        await File.WriteAllTextAsync(one, "wonderland\n");
        await File.WriteAllTextAsync(other, receiverPassword);
        return await Pchat.CallAsync(
            "doctor", room, "--sender", "sip:alice@example.com", "--sender-password-file", one,
            "--receiver", "sip:bob@example.com", "--receiver-password-file", other, "--sip", sip, "--timeout", "150", "--json");
    }
}
