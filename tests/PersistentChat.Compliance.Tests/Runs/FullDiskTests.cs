using PersistentChat.Compliance.Tests.World;

namespace PersistentChat.Compliance.Tests.Runs;

/// <summary>A disk that takes no more, played by a limit on the size of files of a process (RLIMIT_FSIZE).</summary>
public sealed class FullDiskTests
{
    [Test]
    public async Task A_full_disk_leaves_no_half_file_and_loses_nothing()
    {
        using var world = await RunnerWorld.CreateAsync(Engine.All().Single(engine => engine.ToString() is "PostgreSql"), "JsonLines");
        await world.Record.RecordAsync(Events.Batch(1, 1, 500));

        // 32 KiB, less than the slice needs. The signal is ignored, as a full disk sends none either. The runtime maps its own
        // code through a file, which is not what is to be limited here.
        var command = $"trap '' XFSZ; ulimit -f 32; export DOTNET_EnableWriteXorExecute=0; exec dotnet {typeof(Program).Assembly.Location} \"$@\"";
        var child = Child.Start(
            "bash", ["-c", command, "child", "export", "PostgreSql", world.Connection, world.Folder, "JsonLines"]);
        using (child)
        {
            Assert.That(await child.EndedAsync(), Is.EqualTo(1), child.Said);
            Assert.That(child.Said, Does.Contain("s, CPU").And.Not.Contain("good"));
        }

        var archive = Path.Combine(world.Folder, "archive");
        Assert.That(Directory.GetFiles(archive), Is.Empty);
        Assert.That(await world.Record.TransitAsync(), Has.Count.EqualTo(500));

        var said = await Child.RunAsync(
            "dotnet", [typeof(Program).Assembly.Location, "export", "PostgreSql", world.Connection, world.Folder, "JsonLines"]);
        Assert.That(said, Does.Contain("good"));
        Assert.That(File.ReadLines(Path.Combine(archive, "JsonLines-0000000001-00001.jsonl")).Count(), Is.EqualTo(500));
        Assert.That(await world.Record.TransitAsync(), Is.Empty);
    }
}
