using System.Buffers;
using System.Text;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Tests.Fakes;

namespace PersistentChat.Sip.Tests.Messages;

public class WriterTests
{
    [TestCaseSource(typeof(Wire), nameof(Wire.Captures))]
    public void What_was_read_and_written_reads_the_same(byte[] capture)
    {
        var once = Write(Read(capture));
        var twice = Write(Read(once));

        Assert.That(twice, Is.EqualTo(once));
        Assert.That(Lines(once), Is.EquivalentTo(Lines(capture)));
    }

    [Test]
    public void Content_length_is_always_there_and_always_right()
    {
        var response = SipResponse.To((SipRequest)Read(Encoding.UTF8.GetBytes(Wire.Plain("OPTIONS"))), 200);
        response.Headers.Add("l", "77");
        response.Headers.Add("Content-Type", "text/plain");
        response.Body = "äöü"u8.ToArray();

        var text = Encoding.UTF8.GetString(Write(response));

        Assert.That(text, Does.EndWith("\r\nContent-Length: 6\r\n\r\näöü"));
        Assert.That(text, Does.Not.Contain("Length: 77"));
    }

    [TestCase("X", "a\r\nY: b")]
    [TestCase("X", "a\nY: b")]
    [TestCase("X", "a\0")]
    [TestCase("X: y\r\nZ", "a")]
    [TestCase("", "a")]
    [TestCase("X Y", "a")]
    public void A_line_break_cannot_be_written(string name, string value) =>
        Assert.That(() => new SipResponse(200).Headers.Add(name, value), Throws.ArgumentException);

    [Test]
    public void A_line_break_cannot_be_in_a_start_line()
    {
        Assert.That(() => new SipResponse(200, "OK\r\nX: y"), Throws.ArgumentException);
        Assert.That(() => new SipRequest("INFO", "sip:a@b\r\nX: y"), Throws.ArgumentException);
        Assert.That(() => new SipRequest("IN\r\nFO", "sip:a@b"), Throws.ArgumentException);
    }

    [Test]
    public void An_answer_repeats_every_via_and_tags_the_to()
    {
        var request = (SipRequest)Read(Encoding.UTF8.GetBytes(Wire.Plain("OPTIONS", extra: "Via: SIP/2.0/TCP second, SIP/2.0/TCP third\r\n")));

        var response = SipResponse.To(request, 404);

        Assert.That(response.Headers.All("Via"), Is.EqualTo(new[] { "SIP/2.0/tcp 127.0.0.1:35626", "SIP/2.0/TCP second, SIP/2.0/TCP third" }));
        Assert.That(response.To.Tag, Has.Length.EqualTo(32));
        Assert.That(response.Reason, Is.EqualTo("Not Found"));
    }

    private static string[] Lines(byte[] message) => Encoding.UTF8.GetString(message).Split("\r\n");

    private static SipMessage Read(byte[] bytes)
    {
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8) + 4;
        Assert.That(SipParser.TryParse(bytes.AsSpan(0, end), bytes.AsMemory(end), out var message, out var error), error?.Reason);
        return message!;
    }

    private static byte[] Write(SipMessage message)
    {
        var output = new ArrayBufferWriter<byte>();
        SipWriter.Write(message, output, null);
        return output.WrittenSpan.ToArray();
    }
}
