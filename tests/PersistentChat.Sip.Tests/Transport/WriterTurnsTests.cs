using System.IO.Pipelines;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Tests.Transport;

public class WriterTurnsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Test]
    public async Task Every_writer_that_is_woken_gets_its_turn_however_many_there_are_and_whoever_wakes_them()
    {
        const int Queues = 200;
        const int Messages = 500;
        var turns = new WriterTurns();
        var all = Enumerable.Range(0, Queues).Select(_ => (Queue: new OutboundQueue(1024 * 1024, turns), Pipe: new Pipe())).ToList();
        var writers = all.Select(one => one.Queue.RunAsync(one.Pipe.Writer)).ToList();
        var readers = all.Select(one => CountAsync(one.Pipe.Reader)).ToList();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(part => Task.Run(() =>
        {
            for (var i = part; i < Messages; i += 4)
            {
                all.ForEach(one => one.Queue.TryAppend(i, static (_, output) => System.Buffers.BuffersExtensions.Write(output, "x"u8)));
            }
        })));
        foreach (var (queue, _) in all)
        {
            queue.Complete();
        }

        Assert.That(await Task.WhenAll(writers).WaitAsync(Patience), Is.All.True);
        foreach (var (_, pipe) in all)
        {
            await pipe.Writer.CompleteAsync();
        }

        Assert.That(await Task.WhenAll(readers).WaitAsync(Patience), Is.All.EqualTo(Messages));
    }

    private static async Task<long> CountAsync(PipeReader reader)
    {
        var count = 0L;
        while (true)
        {
            var result = await reader.ReadAsync();
            count += result.Buffer.Length;
            reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted) { return count; }
        }
    }
}
