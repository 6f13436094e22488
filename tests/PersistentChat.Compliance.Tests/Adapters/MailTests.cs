using System.Text;
using System.Text.Json;
using PersistentChat.Compliance.Adapters.Eml;
using PersistentChat.Compliance.Contracts.Adapters;
using PersistentChat.Compliance.Tests.World;

namespace PersistentChat.Compliance.Tests.Adapters;

/// <summary>Mails as another program's reader (Python's email package) understands them.</summary>
public sealed class MailTests
{
    private const string Reader =
        """
        import email, email.policy, json, sys
        mail = email.message_from_bytes(open(sys.argv[1], 'rb').read(), policy=email.policy.default)
        parts = list(mail.walk())
        print(json.dumps({
            'subject': mail['Subject'],
            'from': [[a.display_name, a.addr_spec] for a in mail['From'].addresses],
            'to': [[a.display_name, a.addr_spec] for a in mail['To'].addresses],
            'room': mail['X-PersistentChat-Room'],
            'date': mail['Date'].datetime.isoformat(),
            'types': [p.get_content_type() for p in parts],
            'plain': mail.get_body(('plain',)).get_content().replace('\r\n', '\n'),
            'html': mail.get_body(('html',)).get_content(),
            'defects': [str(d) for p in parts for d in p.defects]
                + [str(d) for h in ('Subject', 'From', 'To', 'Date') for d in mail[h].defects],
        }))
        """;

    [Test]
    public async Task A_reader_of_mail_finds_names_subject_and_text_as_they_were()
    {
        var mail = await ReadAsync(await StoryMailAsync("00002.eml"));
        Assert.That(mail.GetProperty("defects").GetArrayLength(), Is.Zero, mail.ToString());
        Assert.That(mail.GetProperty("subject").GetString(), Is.EqualTo(
            "Persistent Chat: Ночь 🌙, 2026-03-01T12:00:01.499999Z to 2026-03-01T12:00:02.249999Z"));
        Assert.That(Addresses(mail, "from"), Is.EqualTo(new[] { "Ночь 🌙|persistent-chat@localhost" }));
        Assert.That(
            Addresses(mail, "to"),
            Is.EqualTo(new[] { "bob@partner.example|bob@partner.example", "=Eve \"x\", <y>|eve@example.com" }));
        Assert.That(mail.GetProperty("date").GetString(), Is.EqualTo("2026-03-01T12:00:02+00:00"));
        Assert.That(mail.GetProperty("types").ToString(), Is.EqualTo("[\"multipart/alternative\", \"text/plain\", \"text/html\"]"));

        var plain = mail.GetProperty("plain").GetString();
        Assert.That(plain, Does.Contain("CHAT =Eve \"x\", <y> <eve@example.com>: =HYPERLINK(\"http://x\",\"y\")\n"));
        Assert.That(plain, Does.EndWith("bell \u0007 and half \uFFFD pair, € 🌙\n"));
        Assert.That(mail.GetProperty("html").GetString(), Does.Contain("<td>=HYPERLINK(&quot;http://x&quot;,&quot;y&quot;)</td>"));
    }

    [Test]
    public async Task Long_lines_and_line_ends_in_messages_come_back_and_everything_is_short_ascii_lines()
    {
        var bytes = await StoryMailAsync("00001.eml");
        Assert.That(bytes.Where(b => b > 126), Is.Empty);
        var lines = Encoding.ASCII.GetString(bytes).Split("\r\n");
        Assert.That(lines.Where(line => line.Length > 76 || line.Contains('\n') || line.Contains('\r')), Is.Empty);

        var plain = (await ReadAsync(bytes)).GetProperty("plain").GetString();
        Assert.That(plain, Does.Contain("CHAT Ann Übermut <ann@example.com>: first line\n    second <b>&\"line\"\n"));
        Assert.That(plain, Does.Contain($": long {new string('ü', 90)} end.\n"));
    }

    [Test]
    public async Task A_gap_has_a_mail_of_its_own()
    {
        var mail = await ReadAsync(await StoryMailAsync("00003.eml"));
        Assert.That(mail.GetProperty("to").GetArrayLength(), Is.Zero);
        Assert.That(mail.GetProperty("plain").GetString(), Does.Contain("GAP: event 1/15 could not be read"));
        Assert.That(mail.GetProperty("defects").GetArrayLength(), Is.Zero, mail.ToString());
    }

    [TestCase("From", "nobody")]
    [TestCase("MessageType", "two words")]
    public void A_setting_that_cannot_stand_in_a_mail_is_refused(string option, string value)
    {
        var settings = new AdapterSettings { Name = "Test", Options = new Dictionary<string, string> { [option] = value } };
        var refused = Assert.Throws<AdapterSettingException>(() => new EmlAdapter().Configure(settings));
        Assert.That(refused!.Setting, Is.EqualTo($"Options:{option}"));
    }

    private static async Task<byte[]> StoryMailAsync(string file) =>
        (await Exports.StoryAsync<EmlAdapter>(new AdapterSettings { Name = "Test" }))[file];

    private static async Task<JsonElement> ReadAsync(byte[] mail)
    {
        using var folder = new TempFolder();
        await File.WriteAllBytesAsync(folder.File("mail.eml"), mail);
        var read = await Child.RunAsync("python3", ["-c", Reader, folder.File("mail.eml")]);
        return JsonDocument.Parse(read).RootElement;
    }

    private static IEnumerable<string> Addresses(JsonElement mail, string head) =>
        mail.GetProperty(head).EnumerateArray().Select(address => $"{address[0].GetString()}|{address[1].GetString()}");
}
