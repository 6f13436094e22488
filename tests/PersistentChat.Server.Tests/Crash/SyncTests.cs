using System.Text.RegularExpressions;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Server.Tests.Crash;

/// <summary>
/// "Stored" means on the disk: the operating system is asked to write the post through before anybody hears of it.
/// </summary>
internal sealed class SyncTests
{
    // -D makes the tracer the grandchild, so that the process started is the server itself.
    private static readonly string[] Strace =
    [
        "strace", "-D", "-f", "-y", "-s", "16384", "--seccomp-bpf",
        "-e", "trace=pwrite64,fdatasync,fsync,sendto,sendmsg,write,writev", "-o",
    ];

    [Test]
    public async Task A_post_is_synced_to_the_disk_before_it_is_answered_or_told()
    {
        using var pool = new LoadPool(people: 1);
        var text = $"needle-{Guid.NewGuid():N}";
        var file = pool.PathOf("trace");
        var heard = new TaskCompletionSource<HeardPost>(TaskCreationOptions.RunContinuationsAsynchronously);
        CSeq answered;
        await using (var server = await ServerChild.StartAsync(pool.Data, pool.Seed, [], [.. Strace, file]))
        {
            await using var peer = await ChatPeer.OpenAsync(server.Sip, pool.People[0], heard.SetResult);
            await peer.JoinAsync(LoadPool.Rooms[0]);
            var answer = await peer.PostAsync(LoadPool.Rooms[0], text);
            Assert.That(answer.Status, Is.EqualTo(200));
            answered = answer.CSeq;
            Assert.That((await heard.Task.WaitAsync(TimeSpan.FromSeconds(90))).Text, Is.EqualTo(text));
            Assert.That(await server.StopAsync(TimeSpan.FromSeconds(90)), Is.Zero, server.Said);
        }

        var trace = new SyscallTrace(File.ReadLines(file));
        var written = trace.First("write of the text to the log", call => IsLog(call) && call.Says(text));
        var synced = trace.First(
            "sync of the log after that", call => IsLog(call) && call.IsSync && call.BeginsAt > written.EndsAt);
        var told = trace.First("message to the client", call => call.IsToSocket && call.Says(text));

        // Within one head, since a write may carry several messages; strace shows line ends as \r\n.
        var head = new Regex(@"SIP/2\.0 200 OK\\r\\n((?!\\r\\n\\r\\n).)*CSeq: " + answered + @"\\r\\n");
        var said200 = trace.First("answer to the post", call => call.IsToSocket && head.IsMatch(call.Line));
        Assert.Multiple(() =>
        {
            Assert.That(synced.EndsAt, Is.LessThan(told.BeginsAt), $"{synced}\n{told}");
            Assert.That(synced.EndsAt, Is.LessThan(said200.BeginsAt), $"{synced}\n{said200}");
        });
    }

    [Test]
    public void A_call_that_is_interrupted_in_the_trace_ends_where_it_is_resumed()
    {
        var trace = new SyscallTrace(
        [
            "11 fdatasync(45</d/mgc.db-wal> <unfinished ...>",
            "12 sendmsg(50<socket:[77]>, {msg_iov=[{iov_base=\"needle\"}]}, MSG_NOSIGNAL) = 6",
            "11 <... fdatasync resumed>) = 0",
        ]);
        var sync = trace.First("sync", call => call.IsSync);
        var told = trace.First("message", call => call.IsToSocket);
        Assert.That((sync.BeginsAt, sync.EndsAt), Is.EqualTo((1, 3)));
        Assert.That(told.BeginsAt, Is.LessThan(sync.EndsAt), "this would be a message told too early");
    }

    private static bool IsLog(SyscallTrace.Call call) => call.File.EndsWith("/mgc.db-wal", StringComparison.Ordinal);
}
