using System.Runtime.Loader;
using Microsoft.Extensions.Options;
using PersistentChat.Compliance.Contracts.Archives;
using PersistentChat.Compliance.Runs;
using PersistentChat.Compliance.Tests.World;

namespace PersistentChat.Compliance.Tests.Runs;

/// <summary>The sample adapter of <c>tests/PersistentChat.SampleAdapter</c>, from a folder as an operator would lay it out.</summary>
public sealed class AdapterLoaderTests
{
    private const string Type = "PersistentChat.SampleAdapter.WordCountAdapter, PersistentChat.SampleAdapter";
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private TempFolder _folder = null!;
    private string _assembly = null!;

    [SetUp]
    public void LayOut()
    {
        _folder = new TempFolder();
        _assembly = _folder.File("PersistentChat.SampleAdapter.dll");
        var configuration = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/')))!;
        File.Copy(
            Repository.PathOf($"tests/PersistentChat.SampleAdapter/bin/{configuration}/net10.0/PersistentChat.SampleAdapter.dll"),
            _assembly);
        File.SetUnixFileMode(_assembly, Owner);
    }

    [TearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public async Task It_is_loaded_apart_and_its_hash_stands_in_the_manifest()
    {
        var configured = Catalogue(Type).Adapters.Single();
        Assert.That(
            AssemblyLoadContext.GetLoadContext(configured.Adapter.GetType().Assembly), Is.Not.SameAs(AssemblyLoadContext.Default));
        Assert.That(configured.Assembly!.Sha256, Is.EqualTo(ArchiveFormat.Hash(await File.ReadAllBytesAsync(_assembly))));

        using var world = await RunnerWorld.CreateAsync(Engine.All().First(), "Words");
        await world.Record.RecordAsync(Events.Batch(1, 1, 3));
        var runner = world.Runner("Words", configured.Adapter, assembly: configured.Assembly);
        Assert.That(await world.RunAsync(runner, await world.TakeAsync("Words")), Is.Null);
        Assert.That(
            await File.ReadAllTextAsync(Path.Combine(world.Archive("Words"), "Words-0000000001-00001.txt")),
            Is.EqualTo(string.Concat(Enumerable.Repeat("ma-chan://example.com/r\t1\n", 3))));

        // A slice of what was said, and one of the event that this code runs.
        Assert.That(
            world.Manifests("Words").Select(manifest => manifest.Assembly),
            Is.EqualTo(new[] { configured.Assembly, configured.Assembly }));
        Assert.That(world.Verify("Words").Findings, Is.Empty);
    }

    [Test]
    public void It_is_refused_where_others_can_write_the_file_or_the_folder_or_one_beside_it()
    {
        File.SetUnixFileMode(_assembly, Owner | UnixFileMode.GroupWrite);
        Refused(Type, "can be written by others");
        File.SetUnixFileMode(_assembly, Owner);
        File.SetUnixFileMode(_folder.Path, Owner | UnixFileMode.OtherWrite);
        Refused(Type, "can be written by others");
        File.SetUnixFileMode(_folder.Path, Owner);
        File.WriteAllText(_folder.File("other.dll"), "");
        File.SetUnixFileMode(_folder.File("other.dll"), Owner | UnixFileMode.OtherWrite);
        Refused(Type, "other.dll can be written by others");
    }

    [TestCase("Nonsense", "is not built in")]
    [TestCase("A.B, ../Other", "is not built in")]
    [TestCase("A.B, Absent", "is not there")]
    [TestCase("No.Such, PersistentChat.SampleAdapter", "No.Such")]
    public void What_is_no_adapter_stops_the_start_with_the_setting_s_name(string type, string why) => Refused(type, why);

    [Test]
    public void A_setting_that_the_adapter_refuses_stops_the_start_with_the_setting_s_name()
    {
        var wrong = Assert.Throws<OptionsValidationException>(() => _ = Catalogue(Type, ("Separator", "")).Adapters);
        Assert.That(wrong!.Message, Does.StartWith("Compliance:Adapters:Words:Options:Separator: it is empty"));
    }

    [Test]
    public void Two_adapters_cannot_have_one_folder_and_there_must_be_one_adapter()
    {
        var options = new ArchivingOptions { Adapters = { ["Other"] = new() { Type = "Csv", Directory = "archive" } } };
        var wrong = Assert.Throws<OptionsValidationException>(
            () => _ = new AdapterCatalogue(Options.Create(options), new ArchivePlaces("/data", "/keys")).Adapters);
        Assert.That(wrong!.Message, Does.Contain("Compliance:Adapters:Xml:Directory"));

        options = new ArchivingOptions { Adapters = { ["Xml"] = new() { Type = "" } } };
        Assert.That(
            new ArchivingOptionsValidator().Validate(null, options).FailureMessage, Does.StartWith("Compliance:Adapters has no adapter"));
        options = new ArchivingOptions { Adapters = { ["a b"] = new() { Type = "Xml", RunInterval = TimeSpan.FromSeconds(59) } } };
        Assert.That(
            new ArchivingOptionsValidator().Validate(null, options).FailureMessage,
            Does.Contain("Compliance:Adapters:a b:").And.Contain("Compliance:Adapters:a b:RunInterval"));
    }

    private void Refused(string type, string why)
    {
        var refused = Assert.Throws<OptionsValidationException>(() => _ = Catalogue(type).Adapters);
        Assert.That(refused!.Message, Does.StartWith("Compliance:Adapters:Words:Type: ").And.Contain(why));
    }

    private AdapterCatalogue Catalogue(string type, params (string Name, string Value)[] settings)
    {
        var adapter = new AdapterOptions { Type = type };
        foreach (var (name, value) in settings)
        {
            adapter.Options[name] = value;
        }

        var options = new ArchivingOptions { AdapterFolder = _folder.Path, Adapters = { ["Xml"] = new(), ["Words"] = adapter } };
        return new AdapterCatalogue(Options.Create(options), new ArchivePlaces(_folder.Path, _folder.Path));
    }
}
