using PersistentChat.Compliance.Archives;
using PersistentChat.Compliance.Contracts.Adapters;
using PersistentChat.Compliance.Contracts.Archives;
using PersistentChat.Compliance.Tests.Adapters;
using PersistentChat.Compliance.Tests.World;

namespace PersistentChat.Compliance.Tests.Archives;

public sealed class SliceWriterTests
{
    private TempFolder _folder = null!;

    [SetUp]
    public void Create() => _folder = new TempFolder();

    [TearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public void Nobody_sees_a_file_before_the_whole_slice_is_done_and_nobody_but_the_owner_reads_it()
    {
        using var writer = Begin("what was said");
        Assert.That(Names(), Has.All.EndsWith(".partial"));
        writer.Finish(ArchiveFormat.NoHash, assembly: null);
        Assert.That(Names(), Is.EqualTo(new[] { "Test-0000000007-00001.txt", "Test-0000000007.manifest.json" }));
        Assert.That(
            Names().Select(name => File.GetUnixFileMode(_folder.File(name))),
            Has.All.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Test]
    public void A_slice_that_is_done_again_is_the_same_files()
    {
        var first = Finish("what was said");
        var times = Names().Select(name => File.GetLastWriteTimeUtc(_folder.File(name))).ToList();
        Assert.That(Finish("what was said"), Is.EqualTo(first));
        Assert.That(Names().Select(name => File.GetLastWriteTimeUtc(_folder.File(name))), Is.EqualTo(times));
    }

    [Test]
    public void A_file_is_never_overwritten()
    {
        Finish("what was said");
        Assert.Throws<ArchiveConflictException>(() => Finish("something else"));
        Assert.That(File.ReadAllText(_folder.File("Test-0000000007-00001.txt")), Is.EqualTo("what was said"));
        Assert.That(Names(), Has.None.EndsWith(".partial"));
    }

    [Test]
    public void An_attempt_that_was_given_up_leaves_nothing_and_writes_nothing_more()
    {
        IArchiveFile file;
        using (var writer = new SliceWriter(_folder.Path, Story.Slice))
        {
            file = writer.Create(".txt");
            file.Content.Write("half"u8);
        }

        Assert.That(Names(), Is.Empty);
        Assert.Throws<ObjectDisposedException>(() => file.Content.Write("more"u8));
    }

    [Test]
    public void A_slice_with_an_event_that_was_not_accounted_for_is_not_done()
    {
        using var writer = new SliceWriter(_folder.Path, Story.Slice);
        using (var file = writer.Create(".txt"))
        {
            file.Wrote(Story.Events[0]);
            writer.Omit(Story.Events[1]);
        }

        Assert.Throws<UnaccountedEventsException>(() => writer.Finish(ArchiveFormat.NoHash, assembly: null));
    }

    [TestCase("txt")]
    [TestCase("../x.txt")]
    [TestCase("./x")]
    [TestCase(".")]
    public void An_extension_cannot_lead_out_of_the_folder(string extension)
    {
        using var writer = new SliceWriter(_folder.Path, Story.Slice);
        Assert.Throws<ArgumentException>(() => writer.Create(extension));
    }

    [Test]
    public void A_key_that_others_can_read_is_refused()
    {
        foreach (var key in new SigningKeys(_folder.Path).Load())
        {
            key.Dispose();
        }

        var path = _folder.File("archive-0001.key");
        Assert.That(File.GetUnixFileMode(path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.Throws<SigningKeyException>(() => new SigningKeys(_folder.Path).Load());
    }

    private string Finish(string text)
    {
        using var writer = Begin(text);
        return writer.Finish(ArchiveFormat.NoHash, assembly: null);
    }

    private SliceWriter Begin(string text)
    {
        var writer = new SliceWriter(_folder.Path, Story.Slice);
        using var file = writer.Create(".txt");
        file.Content.Write(System.Text.Encoding.UTF8.GetBytes(text));
        foreach (var happened in Story.Events)
        {
            file.Wrote(happened);
        }

        return writer;
    }

    private IEnumerable<string> Names() => Directory.GetFiles(_folder.Path).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);
}
