using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Tests.Fakes;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Tests.Transport;

public class FramingTests
{
    private static readonly byte[][] Captures = Wire.CaptureBytes();

    [TestCaseSource(typeof(Wire), nameof(Wire.Captures))]
    public void Every_captured_message_is_one_message_and_parses(byte[] capture)
    {
        var found = FrameAll([capture]);

        Assert.That(found, Has.Count.EqualTo(1));
        Assert.That(Encoding.UTF8.GetString(capture), Does.EndWith(Encoding.UTF8.GetString(found[0].Body.Span)));
    }

    [TestCaseSource(typeof(Wire), nameof(Wire.Captures))]
    public void A_message_cut_anywhere_in_two_is_the_same_message(byte[] capture)
    {
        var whole = Describe(FrameAll([capture]));
        for (var cut = 0; cut <= capture.Length; cut++)
        {
            Assert.That(Describe(FrameAll([capture[..cut], capture[cut..]])), Is.EqualTo(whole), $"cut at {cut}");
        }
    }

    [Test]
    public void All_messages_together_one_byte_at_a_time_are_the_same_messages()
    {
        var stream = Captures.SelectMany(it => it).ToArray();

        Assert.That(Describe(FrameAll(stream.Chunk(1))), Is.EqualTo(Describe(FrameAll([stream]))));
    }

    [Test]
    public void Any_split_of_the_bytes_gives_the_same_messages() => Prop.ForAll(
        Gen.Choose(0, Captures.Length - 1).NonEmptyListOf().ToArbitrary(),
        Gen.Choose(1, 700).NonEmptyListOf().ToArbitrary(),
        (which, sizes) =>
        {
            var stream = which.Take(4).SelectMany(i => (byte[])[.. "\r\n\r\n"u8, .. Captures[i]]).ToArray();
            return Describe(FrameAll(Cut(stream, [.. sizes]))) == Describe(FrameAll([stream]));
        }).QuickCheckThrowOnFailure();

    [Test]
    public void Keep_alives_before_and_between_messages_are_skipped()
    {
        var message = Wire.Plain("OPTIONS");

        Assert.That(FrameAll([Bytes($"\r\n\r\n{message}\r\n\r\n\r\n{message}")]), Has.Count.EqualTo(2));
    }

    [Test]
    public void A_keep_alive_cut_anywhere_is_skipped()
    {
        var stream = Bytes("\r\n\r\n" + Wire.Plain("OPTIONS") + "\r\n\r\n");
        for (var cut = 0; cut <= stream.Length; cut++)
        {
            Assert.That(FrameAll([stream[..cut], stream[cut..]]), Has.Count.EqualTo(1), $"cut at {cut}");
        }
    }

    [Test]
    public void A_lone_keep_alive_leaves_nothing_behind()
    {
        var buffer = new ReadOnlySequence<byte>("\r\n\r\n"u8.ToArray());
        var framer = new MessageFramer(new SipLimits());

        Assert.That(framer.Read(ref buffer, out _), Is.EqualTo(FrameStatus.NeedMore));
        Assert.That(buffer.IsEmpty);
        Assert.That(framer.IsPartial, Is.False);
    }

    [Test]
    public void Without_content_length_a_message_has_no_body()
    {
        var message = Wire.Plain("OPTIONS").Replace("Content-Length: 0\r\n", "", StringComparison.Ordinal);

        Assert.That(FrameAll([Bytes(message + message)]), Has.Count.EqualTo(2));
    }

    [TestCase("l: 5")]
    [TestCase("L:5")]
    [TestCase("CONTENT-LENGTH : 5")]
    [TestCase("Content-Length:\r\n 5")]
    [TestCase("Content-Length:\r\n\t \r\n 5 ")]
    public void Content_length_is_understood_in_every_spelling(string line)
    {
        var message = Wire.Plain("OPTIONS").Replace("Content-Length: 0", line, StringComparison.Ordinal) + "12345";

        var found = FrameAll([Bytes(message)]);

        Assert.That(found.Single().Body.ToArray(), Is.EqualTo("12345"u8.ToArray()));
    }

    [TestCase("Content-Length: 1x", 400, "Malformed Content-Length")]
    [TestCase("Content-Length: -1", 400, "Malformed Content-Length")]
    [TestCase("Content-Length:", 400, "Malformed Content-Length")]
    [TestCase("Content-Length: 5\r\nl: 5", 400, "More Than One Content-Length")]
    [TestCase("Content-Length: 5\r\nContent-Length: 6", 400, "More Than One Content-Length")]
    [TestCase("Content-Length: 262144", 413, "Request Entity Too Large")]
    [TestCase("Content-Length: 99999999999999999999", 413, "Request Entity Too Large")]
    [TestCase("No colon", 400, "Malformed Header Line")]
    [TestCase(": no name", 400, "Malformed Header Line")]
    [TestCase("Bare: line\nfeed", 400, "Malformed Header Line")]
    public void What_leaves_the_next_message_unknown_is_refused_by_name(string line, int status, string reason)
    {
        var message = Wire.Plain("OPTIONS").Replace("Content-Length: 0", line, StringComparison.Ordinal);

        Assert.That(Refusal([Bytes(message)]), Is.EqualTo(new SipParseError(status, reason, EndsConnection: true)));
    }

    [Test]
    public void A_line_too_long_is_refused_before_it_ends()
    {
        var limits = new SipLimits();

        Assert.That(Refusal(Endless("OPTIONS sip:a SIP/2.0\r\nX: ", "x")), Is.EqualTo(SipParseError.LineTooLong));
        Assert.That(_seen, Is.LessThanOrEqualTo(limits.MaxHeaderLineBytes + 100));
    }

    [Test]
    public void A_head_too_large_is_refused_before_it_ends()
    {
        var limits = new SipLimits();

        Assert.That(
            Refusal(Endless("OPTIONS sip:a SIP/2.0\r\n", $"X: {new string('x', 500)}\r\n")), Is.EqualTo(SipParseError.HeadTooLarge));
        Assert.That(_seen, Is.LessThanOrEqualTo(limits.MaxHeadBytes + 600));
    }

    [Test]
    public void Too_many_headers_are_refused_before_they_end() =>
        Assert.That(Refusal(Endless("OPTIONS sip:a SIP/2.0\r\n", "X: y\r\n")), Is.EqualTo(SipParseError.TooManyHeaders));

    private static int _seen;

    private static IEnumerable<byte[]> Endless(string start, string more)
    {
        _seen = start.Length;
        yield return Bytes(start);
        while (true)
        {
            _seen += more.Length;
            yield return Bytes(more);
        }
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static IEnumerable<byte[]> Cut(byte[] stream, int[] sizes)
    {
        for (int at = 0, i = 0; at < stream.Length; i++)
        {
            var size = Math.Min(sizes[i % sizes.Length], stream.Length - at);
            yield return stream[at..(at + size)];
            at += size;
        }
    }

    private static string Describe(IEnumerable<SipMessage> messages)
    {
        var bytes = new ArrayBufferWriter<byte>();
        foreach (var message in messages)
        {
            SipWriter.Write(message, bytes, null);
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static List<SipMessage> FrameAll(IEnumerable<byte[]> pieces)
    {
        var found = new List<SipMessage>();
        var error = Run(pieces, found);
        Assert.That(error, Is.Null);
        return found;
    }

    private static SipParseError? Refusal(IEnumerable<byte[]> pieces) => Run(pieces, []);

    // Pieces become segments of a sequence, as they would in a pipe; what was consumed is dropped.
    private static SipParseError? Run(IEnumerable<byte[]> pieces, List<SipMessage> found)
    {
        var framer = new MessageFramer(new SipLimits());
        var pipe = new System.IO.Pipelines.Pipe(new System.IO.Pipelines.PipeOptions(
            pauseWriterThreshold: 0, minimumSegmentSize: 16, useSynchronizationContext: false));
        foreach (var piece in pieces)
        {
            pipe.Writer.Write(piece);
            if (!pipe.Writer.FlushAsync().AsTask().IsCompletedSuccessfully || !pipe.Reader.TryRead(out var result)) { continue; }
            var buffer = result.Buffer;
            FrameStatus status;
            Frame frame;
            while ((status = framer.Read(ref buffer, out frame)) == FrameStatus.Message)
            {
                if (!frame.TryParse(out var message, out var error)) { return error; }
                found.Add(message);
            }

            if (status == FrameStatus.Refused) { return frame.Error; }
            pipe.Reader.AdvanceTo(buffer.Start, buffer.End);
        }

        return null;
    }
}
