using System.Buffers;
using System.IO.Pipelines;
using BenchmarkDotNet.Attributes;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Benchmarks;

/// <summary>What each message costs on its way in, and each delivery on its way out.</summary>
[MemoryDiagnoser]
public class SipBenchmarks
{
    private const int Many = 100;

    private readonly MessageFramer _framer = new(new SipLimits());
    private readonly ReadOnlySequence<byte> _answers = Repeated(Samples.Answer);
    private readonly ReadOnlySequence<byte> _posts = Repeated(Samples.PostInfo);
    private readonly PipeWriter _nowhere = PipeWriter.Create(Stream.Null);

    /// <summary>The 200 that every delivery is answered by: found in the stream.</summary>
    [Benchmark(OperationsPerInvoke = Many)]
    public int Frame_an_answer() => Frames(_answers);

    /// <summary>An INFO with a post: found in the stream.</summary>
    [Benchmark(OperationsPerInvoke = Many)]
    public int Frame_a_post() => Frames(_posts);

    /// <summary>The same, and made a message.</summary>
    [Benchmark(OperationsPerInvoke = Many)]
    public int Frame_and_parse_a_post()
    {
        var buffer = _posts;
        var parsed = 0;
        while (_framer.Read(ref buffer, out var frame) == FrameStatus.Message)
        {
            parsed += frame.TryParse(out _, out _) ? 1 : 0;
        }

        return parsed;
    }

    /// <summary>Head and body into a connection's queue, and with all that waits out of it.</summary>
    [Benchmark(OperationsPerInvoke = Many)]
    public bool Enqueue_a_delivery()
    {
        var queue = new OutboundQueue(bound: 1024 * 1024, new WriterTurns());
        for (var i = 0; i < Many; i++)
        {
            queue.TryAppend(Samples.PostInfo, static (message, output) => BuffersExtensions.Write(output, message));
        }

        // Nowhere takes everything at once, so there is nothing to wait for.
        queue.Complete();
        return queue.RunAsync(_nowhere).GetAwaiter().GetResult();
    }

    private int Frames(ReadOnlySequence<byte> buffer)
    {
        var found = 0;
        while (_framer.Read(ref buffer, out _) == FrameStatus.Message) { found++; }
        return found;
    }

    private static ReadOnlySequence<byte> Repeated(byte[] message) =>
        new(Enumerable.Repeat(message, Many).SelectMany(bytes => bytes).ToArray());
}
