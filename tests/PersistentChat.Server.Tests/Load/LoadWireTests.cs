using System.Text;
using PersistentChat.Load.Measuring;
using PersistentChat.Load.Wire;

namespace PersistentChat.Server.Tests.Load;

/// <summary>What the load tool does with bytes by itself, because a <c>SipClient</c> would be too dear.</summary>
internal sealed class LoadWireTests
{
    private const string Head = "From: <sip:pool@example.com>;tag=1\r\nTo: \"A\" <sip:a@example.com>;tag=2\r\nCall-ID: c\r\n";
    private const string Info =
        "INFO sip:a@example.com SIP/2.0\r\nVia: SIP/2.0/TCP one;branch=z9hG4bK1\r\nv: SIP/2.0/TCP two\r\nMax-Forwards: 70\r\n"
        + Head + "CSeq: 7 INFO\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nfirst";

    private const string Answer = "SIP/2.0 200 OK\r\nVia: SIP/2.0/TCP one;branch=z9hG4bK2\r\n" + Head + "CSeq: 3 INVITE\r\nl: 3\r\n\r\nsdp";

    private const string Expected =
        "SIP/2.0 200 OK\r\nVia: SIP/2.0/TCP one;branch=z9hG4bK1\r\nv: SIP/2.0/TCP two\r\n" + Head + "CSeq: 7 INFO\r\nContent-Length: 0\r\n\r\n";

    [Test]
    public async Task INFOs_are_heard_and_answered_and_the_rest_goes_to_the_client_however_it_is_cut()
    {
        var sent = Encoding.UTF8.GetBytes(Info + Answer + Info.Replace("first", "other", StringComparison.Ordinal));
        for (var piece = 1; piece <= sent.Length; piece = piece < 80 ? piece + 1 : piece * 2)
        {
            var heard = new List<string>();
            await using var stream = new Pieces(sent, piece);
            await using var connection = new InfoConnection(stream, (body, _) => heard.Add(Encoding.UTF8.GetString(body)));
            var others = new MemoryStream();
            await connection.Input.CopyToAsync(others);

            Assert.That(heard, Is.EqualTo(new[] { "first", "other" }), $"{piece}");
            Assert.That(Encoding.UTF8.GetString(others.ToArray()), Is.EqualTo(Answer), $"{piece}");
            Assert.That(Encoding.UTF8.GetString(stream.Written.ToArray()), Is.EqualTo(Expected + Expected), $"{piece}");
        }
    }

    [Test]
    public void A_post_is_known_again_by_its_mark()
    {
        var mark = new PostMark(0x1234, 42, 123_456_789_012);
        var text = mark.ToText(120, "some words ");

        Assert.That(text, Has.Length.InRange(100, 120));
        Assert.That(PostMark.TryRead(Encoding.UTF8.GetBytes($"grpchat id=\"x\"><chat>{text}</chat>"), out var read), Is.True);
        Assert.That(read, Is.EqualTo(mark));
        Assert.That(PostMark.TryRead("grpchat id=\"x\"><chat>hello</chat>"u8, out _), Is.False);
    }

    [Test]
    public void What_others_say_is_no_delivery_of_the_run()
    {
        var ledger = new Ledger();
        var own = ledger.Expect(receivers: 1, dueAt: 0);

        ledger.Hear(own.Mark with { Run = own.Mark.Run + 1 }, at: 0);
        ledger.Hear(default, at: 0);

        Assert.That((ledger.Deliveries, ledger.Strange, ledger.Outstanding), Is.EqualTo((0, 2, 1)));
        Assert.That(ledger.Failures, Is.Empty);
    }

    [Test]
    public void A_histogram_is_right_within_a_thirty_second()
    {
        var histogram = new Histogram();
        for (var microsecond = 1; microsecond <= 100_000; microsecond++)
        {
            histogram.Add(microsecond * (System.Diagnostics.Stopwatch.Frequency / 1_000_000));
        }

        Assert.That(histogram.Milliseconds(0.5), Is.EqualTo(50).Within(50 / 32.0));
        Assert.That(histogram.Milliseconds(0.99), Is.EqualTo(99).Within(99 / 32.0));
        Assert.That(histogram.Milliseconds(1), Is.EqualTo(100).Within(100 / 32.0));
    }

    [Test]
    public void A_table_has_medians_of_the_runs_that_count()
    {
        RunReport[] runs =
        [
            Report(10, []), Report(30, []), Report(20, []), Report(99, ["one was missing"]),
        ];
        using var output = new StringWriter();

        ResultsTable.Print(runs.Select(run => RunReport.FromJson(run.ToJson())), output);

        Assert.That(output.ToString(), Does.Contain("### joins sqlite, 3 of 4 runs, 2026-11-21"));
        Assert.That(output.ToString(), Does.Contain("| joins | 20.0 | 10.0 | 30.0 | /s |"));
        Assert.That(output.ToString(), Does.Contain("- FAILED: one was missing"));
    }

    private static RunReport Report(double joins, string[] failures) => new(
        "joins", new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero), "sqlite", [new Figure("joins", joins, "/s")], failures);

    /// <summary>A peer of which never more than a few bytes come at once, and which keeps what it is sent.</summary>
    private sealed class Pieces(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public MemoryStream Written { get; } = new();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            Written.WriteAsync(buffer, cancellationToken);
    }
}
