using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Tests.Fakes;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Tests.Fuzz;

/// <summary>What holds for every message, whatever is in it.</summary>
public class PropertyTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(1000);

    // Tokens, and text of any kind that may stand in a header.
    private static readonly Gen<string> Token =
        Gen.Elements("abcXYZ019-.!%*_+`'~".ToCharArray()).NonEmptyListOf().Select(it => new string([.. it]));

    private static readonly Gen<string> Text =
        Gen.Elements("aZ 0\t:;,<>\"\\@=%ä€\U0001F600"[..].EnumerateRunes().Select(it => it.ToString()).ToArray()).ListOf()
            .Select(it => string.Concat(it).Trim());

    private static readonly Gen<byte[]> Body = Gen.Choose(0, 255).Select(it => (byte)it).ListOf().Select(it => it.ToArray());

    private static readonly Gen<SipMessage> Message =
        from method in Token
        from status in Gen.Choose(100, 699)
        from isRequest in Gen.Elements(true, false)
        from user in Gen.Elements("alice", "%61lice", "o'hara", "a.b+c")
        from tag in Token
        from callId in Token
        from number in Gen.Choose(0, int.MaxValue)
        from reason in Text
        from names in Token.ListOf()
        from value in Text
        from body in Body
        select Build(isRequest, method, status, user, tag, callId, number, reason, names, value, body);

    [Test]
    public void Any_message_survives_being_written_and_read() => Check.One(Many, Prop.ForAll(
        Message.ToArbitrary(),
        message =>
        {
            var bytes = Write(message);
            var buffer = new ReadOnlySequence<byte>(bytes);
            var isRead = new MessageFramer(new SipLimits()).Read(ref buffer, out var frame) == FrameStatus.Message
                && frame.TryParse(out var read, out _)
                && Write(read).AsSpan().SequenceEqual(bytes)
                && read.Body.Span.SequenceEqual(message.Body.Span)
                && read.CallId == message.CallId
                && read.CSeq == message.CSeq
                && read.From.Tag == message.From.Tag;
            return isRead && buffer.IsEmpty;
        }));

    [Test]
    public void Any_split_of_any_messages_gives_the_same_messages() => Check.One(Many, Prop.ForAll(
        Message.NonEmptyListOf().ToArbitrary(),
        Gen.Choose(1, 300).NonEmptyListOf().ToArbitrary(),
        (messages, sizes) =>
        {
            var stream = messages.Take(4).SelectMany(Write).ToArray();
            return Read(stream, [.. sizes]).SequenceEqual(stream);
        }));

    [Test]
    public void Any_prefix_of_a_message_is_waited_on_or_refused_and_never_taken_for_one() => Check.One(Many, Prop.ForAll(
        Message.ToArbitrary(),
        Gen.Choose(0, 999).ToArbitrary(),
        (message, permille) =>
        {
            var bytes = Write(message);
            var buffer = new ReadOnlySequence<byte>(bytes.AsMemory(0, bytes.Length * permille / 1000));
            return new MessageFramer(new SipLimits()).Read(ref buffer, out _) == FrameStatus.NeedMore;
        }));

    [Test]
    public async Task Any_prefix_of_a_capture_over_a_connection_ends_with_it()
    {
        await using var server = new TestServer();
        foreach (var capture in Wire.CaptureBytes().Where((_, i) => i % 8 == 0))
        {
            foreach (var cut in Enumerable.Range(0, 20).Select(i => capture.Length * i / 20))
            {
                var peer = server.Connect();
                await peer.SendAsync(capture.AsMemory(0, cut));
                await peer.FinishAsync();
                await peer.ReceiveToEndAsync();
                await peer.Handling.WaitAsync(peer.Impatience);
            }
        }

        Assert.That((await server.Connect().AskAsync(Wire.Plain("OPTIONS"))).Status, Is.EqualTo(200));
    }

    private static SipMessage Build(
        bool isRequest, string method, int status, string user, string tag, string callId, int number, string reason,
        IEnumerable<string> names, string value, byte[] body)
    {
        SipMessage message = isRequest ? new SipRequest(method, $"sip:{user}@example.com") : new SipResponse(status, reason);
        message.Headers.Add("Via", $"SIP/2.0/TCP 192.0.2.1;branch={tag}");
        message.Headers.Add("From", $"<sip:{user}@example.com>;tag={tag}");
        message.Headers.Add("To", "<sip:example.com>");
        message.Headers.Add("Call-ID", callId);
        message.Headers.Add("CSeq", $"{number} {method}");
        foreach (var name in names.Take(40))
        {
            message.Headers.Add($"X-{name}"[..Math.Min(name.Length + 2, 60)], value);
        }

        message.Body = body;
        return message;
    }

    private static byte[] Write(SipMessage message)
    {
        var output = new ArrayBufferWriter<byte>();
        SipWriter.Write(message, output, null);
        return output.WrittenSpan.ToArray();
    }

    private static byte[] Read(byte[] stream, int[] sizes)
    {
        var read = new List<byte>();
        var framer = new MessageFramer(new SipLimits());
        var from = 0;
        var to = 0;
        for (var i = 0; to < stream.Length; i++)
        {
            to = Math.Min(to + sizes[i % sizes.Length], stream.Length);
            var buffer = new ReadOnlySequence<byte>(stream, from, to - from);
            while (framer.Read(ref buffer, out var frame) == FrameStatus.Message)
            {
                if (!frame.TryParse(out var message, out var error)) { throw new InvalidDataException(error.Reason); }
                read.AddRange(Write(message));
            }

            from = to - (int)buffer.Length;
        }

        return [.. read];
    }
}
