using System.Diagnostics;

namespace PersistentChat.Compliance.Tests.Verification;

/// <summary><c>archive verify</c> as an officer runs it, a process of its own.</summary>
public sealed class CommandLineTests
{
    private SmallArchive _archive = null!;

    [SetUp]
    public async Task CreateAsync() => _archive = await SmallArchive.CreateAsync();

    [TearDown]
    public void Delete() => _archive.Dispose();

    [Test]
    public async Task It_says_intact_and_the_head_to_keep_and_ends_with_0()
    {
        var (code, output) = await RunAsync(_archive.Path, "--key", Key);
        Assert.That(code, Is.Zero, output);
        Assert.That(output, Does.Contain("Small: 4 slices, 4 files, 8 events; head 5 of ").And.EndWith("intact\n"));
        var head = _archive.Verify().HeadHash!;
        Assert.That(output, Does.Contain(head));
        Assert.That((await RunAsync(_archive.Path, "--key", Key, "--expect-head", head.ToUpperInvariant())).Code, Is.Zero);
    }

    [Test]
    public async Task It_names_what_it_found_and_ends_with_1()
    {
        File.Delete(_archive.DataFile(3));
        var (code, output) = await RunAsync(_archive.Path, "--key", Key, "--expect-head", new string('0', 64));
        Assert.That(code, Is.EqualTo(1), output);
        Assert.That(output, Does.Contain("missing Small-0000000003-00001.jsonl: "));
        Assert.That(output, Does.Contain("truncated chain.heads: ").And.EndWith("NOT INTACT: 2 findings\n"));
    }

    [Test]
    public async Task It_ends_with_2_when_there_is_nothing_to_look_at()
    {
        Assert.That((await RunAsync(_archive.Path, "--key", "/none")).Code, Is.EqualTo(2));
        Assert.That((await RunAsync("/none", "--key", Key)).Code, Is.EqualTo(2));
        Assert.That((await RunAsync(_archive.Path)).Code, Is.EqualTo(2));
    }

    private string Key => Path.Combine(_archive.Keys, "archive-0001.pub");

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "pchat.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, "archive", "verify", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var error = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output + await error);
    }
}
