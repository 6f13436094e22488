using System.Text;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Tests.Fakes;

namespace PersistentChat.Sip.Tests.Messages;

public class ParserTests
{
    [Test]
    public void The_real_clients_invite_is_read_whole()
    {
        var request = (SipRequest)Parse(Wire.Invite());

        Assert.Multiple(() =>
        {
            Assert.That(request.Method, Is.EqualTo("INVITE"));
            Assert.That(request.RequestUri.Text, Is.EqualTo(Wire.Pool));
            Assert.That(request.CallId, Is.EqualTo(Wire.CallId));
            Assert.That(request.CSeq, Is.EqualTo(new CSeq(1, "INVITE")));
            Assert.That(request.From.Uri.AddressOfRecord, Is.EqualTo("sip:alice@example.com"));
            Assert.That(request.From.Tag, Is.EqualTo("2042519252"));
            Assert.That(request.From.Epid, Is.EqualTo("cf0b98dadeb9"));
            Assert.That(request.To.Tag, Is.Null);
            Assert.That(request.TopVia.Transport, Is.EqualTo("tcp"));
            Assert.That(request.TopVia.Branch, Is.Null);
            Assert.That(request.Contact!.Uri.Text, Is.EqualTo(Wire.Gruu));
            Assert.That(request.MaxForwards, Is.EqualTo(70));
        });
    }

    [Test]
    public void Compact_names_become_long_ones()
    {
        var request = Parse(
            "OPTIONS sip:example.com SIP/2.0\r\nv: SIP/2.0/TCP a\r\nf: <sip:a@b>;tag=1\r\nt: <sip:c@d>\r\ni: x\r\nCSEQ: 1 OPTIONS\r\n"
            + "m: <sip:a@b>\r\nk: timer\r\n\r\n");

        var names = new List<string>();
        foreach (var (name, _) in request.Headers)
        {
            names.Add(name);
        }

        Assert.That(names, Is.EqualTo(new[] { "Via", "From", "To", "Call-ID", "CSeq", "Contact", "Supported" }));
    }

    [Test]
    public void Folded_headers_are_one_line()
    {
        var request = Parse(Wire.Plain("OPTIONS", extra: "Subject: first\r\n  second\r\n\tthird\r\n"));

        Assert.That(request.Headers["Subject"], Is.EqualTo("first second third"));
    }

    [Test]
    public void Lines_with_the_same_name_stay_apart()
    {
        var request = Parse(Wire.Plain("OPTIONS", extra: "Supported: a, b\r\nSupported: c\r\n"));

        Assert.That(request.Headers.All("supported"), Is.EqualTo(new[] { "a, b", "c" }));
        Assert.That(request.Headers.Elements("Supported"), Is.EqualTo(new[] { "a", "b", "c" }));
    }

    [TestCase("Via", 400, "Missing Via")]
    [TestCase("From", 400, "Missing From")]
    [TestCase("To", 400, "Missing To")]
    [TestCase("Call-ID", 400, "Missing Call-ID")]
    [TestCase("CSeq", 400, "Missing CSeq")]
    public void A_missing_mandatory_header_is_refused(string header, int status, string reason)
    {
        var lines = Wire.Plain("OPTIONS").Split("\r\n").Where(line => !line.StartsWith(header + ":", StringComparison.Ordinal));

        Assert.That(Fault(string.Join("\r\n", lines)), Is.EqualTo(new SipParseError(status, reason)));
    }

    [TestCase("From: <sip:x@y>;tag=2\r\n", "More Than One From")]
    [TestCase("CSeq: 2 OPTIONS\r\n", "More Than One CSeq")]
    [TestCase("Call-ID: again\r\n", "More Than One Call-ID")]
    public void A_header_that_may_be_there_once_is_refused_twice(string line, string reason) =>
        Assert.That(Fault(Wire.Plain("OPTIONS", extra: line))!.Reason, Is.EqualTo(reason));

    [TestCase("CSeq: 1 OPTIONS", "CSeq: 1 INVITE", 400)]
    [TestCase("CSeq: 1 OPTIONS", "CSeq: 2147483648 OPTIONS", 400)]
    [TestCase("CSeq: 1 OPTIONS", "CSeq: -1 OPTIONS", 400)]
    [TestCase("CSeq: 1 OPTIONS", "CSeq: OPTIONS", 400)]
    [TestCase("Max-Forwards: 70", "Max-Forwards: 256", 400)]
    [TestCase("From: <", "From: <<", 400)]
    [TestCase("From: <sip:", "From: <isbn:", 400)]
    [TestCase("Via: SIP/2.0/tcp", "Via: SIP/2.0", 400)]
    [TestCase("Via: SIP/2.0/tcp", "Via: ,SIP/2.0/tcp", 400)]
    [TestCase("Via: SIP/2.0/tcp", "Via:\r\nVia: SIP/2.0/tcp", 400)]
    [TestCase("127.0.0.1:35626", "127.0.0.1:35626, nonsense", 400)]
    [TestCase("127.0.0.1:35626", "127.0.0.1:35626;;branch=a", 400)]
    [TestCase("OPTIONS sip:example.com", "OPTIONS sip:example.com?Subject=x", 400)]
    [TestCase("SIP/2.0\r\nVia", "SIP/7.0\r\nVia", 505)]
    [TestCase("SIP/2.0\r\nVia", "HTTP/1.1\r\nVia", 400)]
    [TestCase("OPTIONS sip:example.com", "OPTIONS tel:+1555", 416)]
    [TestCase("OPTIONS sip:example.com", "OPTIONS <sip:example.com>", 400)]
    [TestCase("OPTIONS sip:example.com", "OPTIONS  sip:example.com", 400)]
    [TestCase("OPTIONS sip:example.com", "OPTIONS sip:exa mple.com", 400)]
    [TestCase("Call-ID: plain", "Call-ID: pl\0ain", 400)]
    public void A_malformed_part_is_refused(string part, string instead, int status)
    {
        var text = Wire.Plain("OPTIONS");
        Assert.That(text, Does.Contain(part));

        Assert.That(Fault(text.Replace(part, instead, StringComparison.Ordinal))?.Status, Is.EqualTo(status));
    }

    [Test]
    public void Bytes_that_are_no_utf8_are_refused()
    {
        byte[] head = [.. Encoding.UTF8.GetBytes(Wire.Plain("OPTIONS", extra: "Subject: #\r\n"))];
        head[Array.IndexOf(head, (byte)'#')] = 0xFF;

        Assert.That(SipParser.TryParse(head, default, out _, out var error), Is.False);
        Assert.That(error, Is.EqualTo(SipParseError.BadText));
    }

    [TestCase("sip:Alice@Example.COM", "sip:alice@example.com")]
    [TestCase("sips:alice@example.com:5061;transport=tcp", "sip:alice@example.com")]
    [TestCase("SIP:alice:secret@example.com?subject=x", "sip:alice@example.com")]
    [TestCase("sip:%61lice@example.com", "sip:alice@example.com")]
    [TestCase("sip:a%40b@example.com", "sip:a%40b@example.com")]
    [TestCase("sip:a%4@example.com", "sip:a%4@example.com")]
    [TestCase("sip:example.com", "sip:example.com")]
    [TestCase("sip:bob@[::1]:5060;x", "sip:bob@[::1]")]
    public void An_address_of_record_is_one_key_for_one_person(string text, string expected)
    {
        Assert.That(SipUri.TryParse(text, out var uri));
        Assert.That(uri!.AddressOfRecord, Is.EqualTo(expected));
    }

    [TestCase("")]
    [TestCase("alice@example.com")]
    [TestCase("tel:+1555")]
    [TestCase("sip:")]
    [TestCase("sip:@example.com")]
    [TestCase("sip:a@b@c")]
    [TestCase("sip:a@b:port")]
    [TestCase("sip:a@[::1")]
    [TestCase("sip:a@b\r\nX: y")]
    [TestCase("sip:a b@c")]
    [TestCase("sip:a@b;=x")]
    public void What_is_no_sip_uri_does_not_parse(string text) => Assert.That(SipUri.TryParse(text, out _), Is.False);

    [Test]
    public void A_third_colon_is_the_same_address()
    {
        Assert.That(SipUri.TryParse("sip:user@[2001:db8:::192.0.2.1]:5060", out var three));
        Assert.That(SipUri.TryParse("sip:user@[2001:db8::192.0.2.1]:5060", out var two));

        Assert.That((three!.Host, three.Port, three.AddressOfRecord), Is.EqualTo((two!.Host, two.Port, two.AddressOfRecord)));
    }

    [TestCase("\"BEL:\\\a\" <sip:a@b>", true)]
    [TestCase("\"BEL:\a\" <sip:a@b>", false)]
    [TestCase("\"CR:\\\r\" <sip:a@b>", false)]
    [TestCase("\"LF:\\\n\" <sip:a@b>", false)]
    public void A_control_character_may_be_in_a_value_only_behind_a_backslash(string value, bool allowed)
    {
        Action add = () => new SipResponse(200).Headers.Add("To", value);

        Assert.That(add, allowed ? Throws.Nothing : Throws.ArgumentException);
    }

    [Test]
    public void A_name_address_keeps_apart_what_is_quoted()
    {
        Assert.That(NameAddress.TryParse(
            "\"Alice \\\"<x>\\\", the; first\" <sip:alice@example.com;a=1>;tag=t;+sip.instance=\"<urn:uuid:1>\"", out var address));

        Assert.Multiple(() =>
        {
            Assert.That(address!.DisplayName, Is.EqualTo("Alice \"<x>\", the; first"));
            Assert.That(address.Uri.Parameters["a"], Is.EqualTo("1"));
            Assert.That(address.Tag, Is.EqualTo("t"));
            Assert.That(address.Instance, Is.EqualTo("urn:uuid:1"));
        });
    }

    [Test]
    public void Without_brackets_parameters_belong_to_the_header()
    {
        Assert.That(NameAddress.TryParse("sip:alice@example.com;tag=t", out var address));

        Assert.That(address!.Tag, Is.EqualTo("t"));
        Assert.That(address.Uri.Text, Is.EqualTo("sip:alice@example.com"));
    }

    private static SipMessage Parse(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        var body = Encoding.UTF8.GetBytes(text[end..]);
        Assert.That(SipParser.TryParse(Encoding.UTF8.GetBytes(text[..end]), body, out var message, out var error), error?.Reason);
        return message!;
    }

    private static SipParseError? Fault(string text)
    {
        SipParser.TryParse(Encoding.UTF8.GetBytes(text), default, out _, out var error);
        return error;
    }
}
