using System.Text;
using PersistentChat.Sip.Dialogs;
using PersistentChat.Sip.Tests.Fakes;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Tests.Transport;

public class OutboundTests
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes(new string('x', 1000));

    [Test]
    public async Task What_waits_for_a_busy_writer_leaves_in_one_write()
    {
        await using var server = new TestServer();
        var (peer, dialog) = await server.OpenDialogAsync(unread: 1);
        var before = peer.Output.Flushes;

        for (var i = 0; i < 500; i++)
        {
            Assert.That(dialog.TrySendInfo(Body));
        }

        for (var i = 1; i <= 500; i++)
        {
            Assert.That((await peer.ReceiveRequestAsync()).CSeq.Number, Is.EqualTo(i));
        }

        // The first wakes the writer, which then waits for the peer; the rest gathers behind it.
        Assert.That(peer.Output.Flushes - before, Is.LessThanOrEqualTo(10));
    }

    [Test]
    public async Task A_delivery_makes_no_objects()
    {
        await using var server = new TestServer(limits: new SipLimits { OutboundBytes = 64 * 1024 * 1024 });
        var (peer, dialog) = await server.OpenDialogAsync(unread: 1);

        // Nobody reads, so the writer gets stuck with the first and the others gather in one buffer, which is then large enough.
        var flushes = peer.Output.Flushes;
        Send(1);
        while (peer.Output.Flushes == flushes)
        {
            await Task.Yield();
            peer.Impatience.ThrowIfCancellationRequested();
        }

        Send(1100);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Send(200);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.That(allocated / 200.0, Is.LessThan(8));
        Assert.That(dialog.Connection.Outbound.Length, Is.GreaterThan(1299 * Body.Length));
        await peer.DisconnectAsync();

        void Send(int count)
        {
            for (var i = 0; i < count; i++)
            {
                dialog.TrySendInfo(Body);
            }
        }
    }

    [Test]
    public async Task An_idle_connection_holds_no_buffer()
    {
        await using var server = new TestServer();
        var (peer, dialog) = await server.OpenDialogAsync();
        dialog.TrySendInfo(Body);
        await peer.ReceiveRequestAsync();

        Assert.That(dialog.Connection.Outbound.Capacity, Is.Zero);
    }

    [Test]
    public async Task Senders_on_many_threads_keep_whole_messages_and_rising_cseqs()
    {
        await using var server = new TestServer(limits: new SipLimits { OutboundBytes = 64 * 1024 * 1024 });
        var (peer, dialog) = await server.OpenDialogAsync(unread: 4096);

        var sending = Task.Run(() => Parallel.For(0, 4000, _ => dialog.TrySendInfo(Body)));
        for (var i = 1; i <= 4000; i++)
        {
            var info = await peer.ReceiveRequestAsync();
            Assert.That((info.CSeq.Number, info.Body.Length), Is.EqualTo((i, Body.Length)));
        }

        await sending;
    }

    [Test]
    public async Task A_slow_reader_is_closed_and_its_memory_is_bounded()
    {
        var limits = new SipLimits { OutboundBytes = 64 * 1024 };
        await using var server = new TestServer(limits: limits);
        var (slow, slowDialog) = await server.OpenDialogAsync(unread: 1);
        var (quick, quickDialog) = await server.OpenDialogAsync();
        var taken = 0;
        while (slowDialog.TrySendInfo(Body))
        {
            Assert.That(slowDialog.Connection.Outbound.Length, Is.LessThanOrEqualTo(limits.OutboundBytes));
            Assert.That(++taken, Is.LessThan(200));
        }

        Assert.That(await server.User.NextEndAsync(slow.Impatience), Is.EqualTo(DialogEnd.ConnectionLost));
        await slow.Handling.WaitAsync(slow.Impatience);
        Assert.That(slowDialog.Connection.CloseReason, Is.EqualTo("the peer reads too slowly"));
        Assert.That(slowDialog.Connection.Outbound.Length, Is.Zero);
        Assert.That(quickDialog.TrySendInfo(Body));
        Assert.That((await quick.ReceiveRequestAsync()).Body.Length, Is.EqualTo(Body.Length));
        Assert.That(server.User.Ends, Is.EqualTo(1));
    }

    [Test]
    public async Task Who_closes_a_connection_while_it_ends_does_not_hear_of_it()
    {
        await using var server = new TestServer();
        var (peer, dialog) = await server.OpenDialogAsync();
        peer.Output.IsDisposed = true;

        Assert.That(() => dialog.Connection.Close("late"), Throws.Nothing);

        Assert.That((await server.Application.NextClosedAsync(peer.Impatience)).CloseReason, Is.EqualTo("late"));
    }

    [Test]
    public async Task A_single_message_may_be_larger_than_the_bound()
    {
        await using var server = new TestServer(limits: new SipLimits { OutboundBytes = 16 * 1024 });
        var (peer, dialog) = await server.OpenDialogAsync();

        Assert.That(dialog.TrySendInfo(new byte[300_000]));
        Assert.That((await peer.ReceiveRequestAsync()).Body.Length, Is.EqualTo(300_000));
    }

    [Test]
    public async Task A_peer_that_reads_but_does_not_answer_is_too_slow_as_well()
    {
        await using var server = new TestServer(dialogs: new DialogOptions { MaxUnansweredInfos = 64 });
        var (peer, dialog) = await server.OpenDialogAsync();
        for (var i = 0; i < 64; i++)
        {
            Assert.That(dialog.TrySendInfo("x"u8.ToArray()));
        }

        Assert.That(dialog.TrySendInfo("x"u8.ToArray()), Is.False);
        Assert.That(await server.User.NextEndAsync(peer.Impatience), Is.EqualTo(DialogEnd.TooSlow));
    }

    [Test]
    public async Task Answers_still_leave_when_the_peer_has_finished_talking()
    {
        await using var server = new TestServer();
        var peer = server.Connect();
        await peer.SendAsync(Wire.Plain("OPTIONS"));
        await peer.FinishAsync();

        Assert.That(await peer.ReceiveToEndAsync(), Does.StartWith("SIP/2.0 200 OK"));
    }

    [Test]
    public async Task Last_answers_that_nobody_reads_do_not_hold_the_connection_for_ever()
    {
        await using var server = new TestServer();
        var peer = server.Connect(unread: 1);
        await peer.SendAsync(Wire.Plain("OPTIONS"));
        await peer.FinishAsync();
        while (!peer.Handling.IsCompleted)
        {
            server.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
            peer.Impatience.ThrowIfCancellationRequested();
        }

        await server.Application.NextClosedAsync(peer.Impatience);
    }

    [Test]
    public async Task An_idle_connection_is_closed_and_a_keep_alive_is_not_idle()
    {
        await using var server = new TestServer();
        var peer = server.Connect();
        await peer.AskAsync(Wire.Plain("OPTIONS"));
        server.Clock.Advance(TimeSpan.FromMinutes(9));
        await peer.SendAsync("\r\n\r\n");
        await peer.AskAsync(Wire.Plain("OPTIONS", 2));
        server.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.That(server.Endpoint.ConnectionCount, Is.EqualTo(1));

        server.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.That((await server.Application.NextClosedAsync(peer.Impatience)).CloseReason, Is.EqualTo("idle"));
    }

    [Test]
    public async Task Half_a_message_has_its_time()
    {
        await using var server = new TestServer();
        var peer = server.Connect();
        await peer.SendAsync(Wire.Plain("OPTIONS") + "OPTIONS sip:");
        await peer.ReceiveResponseAsync();
        server.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.That(server.Endpoint.ConnectionCount, Is.EqualTo(1));
        server.Clock.Advance(TimeSpan.FromSeconds(1));

        var closed = await server.Application.NextClosedAsync(peer.Impatience);
        Assert.That(closed.CloseReason, Is.EqualTo("a message took too long to arrive"));
    }

    [Test]
    public async Task Each_of_many_messages_has_its_own_time_although_there_is_always_half_of_one()
    {
        await using var server = new TestServer();
        var peer = server.Connect();
        for (var i = 1; i <= 5; i++)
        {
            var request = Wire.Plain("OPTIONS", i);
            await peer.SendAsync(i == 1 ? request + "OPTIONS sip:" : request["OPTIONS sip:".Length..] + "OPTIONS sip:");
            await peer.ReceiveResponseAsync();
            server.Clock.Advance(TimeSpan.FromSeconds(20));
        }

        Assert.That(server.Endpoint.ConnectionCount, Is.EqualTo(1));
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        var closed = await server.Application.NextClosedAsync(peer.Impatience);
        Assert.That(closed.CloseReason, Is.EqualTo("a message took too long to arrive"));
    }

    [Test]
    public async Task One_byte_at_a_time_is_served_like_any_other()
    {
        await using var server = new TestServer();
        var peer = server.Connect();
        await peer.SendAsync("\r\n\r\n" + Wire.Plain("OPTIONS"), pieces: 1);

        Assert.That((await peer.ReceiveResponseAsync()).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Ten_thousand_requests_in_one_segment_are_answered_in_order()
    {
        await using var server = new TestServer(limits: new SipLimits { OutboundBytes = 16 * 1024 * 1024 });
        var peer = server.Connect();
        await peer.SendAsync(string.Concat(Enumerable.Range(1, 10_000).Select(i => Wire.Plain("OPTIONS", i))));

        for (var i = 1; i <= 10_000; i++)
        {
            Assert.That((await peer.ReceiveResponseAsync()).CSeq.Number, Is.EqualTo(i));
        }
    }
}
