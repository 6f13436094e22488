using System.Text;
using PersistentChat.Compliance.Adapters.Actiance;
using PersistentChat.Compliance.Adapters.Csv;
using PersistentChat.Compliance.Adapters.Eml;
using PersistentChat.Compliance.Adapters.JsonLines;
using PersistentChat.Compliance.Adapters.Xml;
using PersistentChat.Compliance.Contracts.Adapters;
using PersistentChat.Compliance.Tests.World;

namespace PersistentChat.Compliance.Tests.Adapters;

/// <summary>
/// The files that every adapter makes of the same story, byte for byte. <c>PCHAT_UPDATE=1</c> writes them anew: review
/// the difference as a change of archives that exist.
/// </summary>
public sealed class GoldenTests
{
    private static readonly AdapterSettings Plain = new() { Name = "Test" };
    private static readonly string Golden = Repository.PathOf("tests/PersistentChat.Compliance.Tests/Adapters/Golden");

    [Test]
    public Task Xml() => CompareAsync<XmlAdapter>("xml", Plain);

    [Test]
    public Task Xml_with_a_file_for_each_room_all_details_and_the_list_of_attachments() => CompareAsync<XmlAdapter>(
        "xml-rooms",
        Plain with
        {
            OneChatRoomPerOutputFile = true,
            AddChatRoomDetails = true,
            AddUserDetails = true,
            CreateFileAttachmentsManifest = true,
        });

    [Test]
    public Task Xml_through_a_transform_to_the_shape_of_the_original_s_sample() =>
        CompareAsync<XmlAdapter>("xml-transformed", Plain with { CustomConfiguration = Path.Combine(Golden, "../file-dump.xsl") });

    [Test]
    public Task Actiance() => CompareAsync<ActianceAdapter>("actiance", Plain with { CreateFileAttachmentsManifest = true });

    [Test]
    public Task Mail() => CompareAsync<EmlAdapter>("eml", Plain);

    [Test]
    public Task Csv() => CompareAsync<CsvAdapter>("csv", Plain);

    [Test]
    public Task Json_lines() => CompareAsync<JsonLinesAdapter>("jsonl", Plain);

    [Test]
    public Task Json_lines_with_a_file_for_each_room() =>
        CompareAsync<JsonLinesAdapter>("jsonl-rooms", Plain with { OneChatRoomPerOutputFile = true });

    private static async Task CompareAsync<TAdapter>(string name, AdapterSettings settings)
        where TAdapter : IComplianceAdapter, new()
    {
        var folder = Path.Combine(Golden, name);
        var files = await Exports.StoryAsync<TAdapter>(settings);
        if (Environment.GetEnvironmentVariable("PCHAT_UPDATE") is "1")
        {
            Directory.CreateDirectory(folder);
            foreach (var (file, bytes) in files)
            {
                await File.WriteAllBytesAsync(Path.Combine(folder, file), bytes);
            }
        }

        Assert.That(files.Keys, Is.EqualTo(Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)));
        foreach (var (file, bytes) in files)
        {
            var expected = await File.ReadAllBytesAsync(Path.Combine(folder, file));
            Assert.That(Encoding.UTF8.GetString(bytes), Is.EqualTo(Encoding.UTF8.GetString(expected)), file);
        }
    }
}
