using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using PersistentChat.Sip.Dialogs;
using PersistentChat.Sip.Inspection;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Transactions;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Tests.Fuzz;

/// <summary>
/// Mutated captures through everything that reads bytes, without a connection: framing, parsing, inspection, and writing what
/// was understood. <c>PCHAT_FUZZ_MESSAGES</c> says how many, <c>PCHAT_FUZZ_SEED</c> where to begin.
/// </summary>
[NonParallelizable]
public class InMemoryFuzz
{
    private const int Messages = 1_000_000;
    private const long MemoryBound = 32 * 1024 * 1024;

    // It takes 40 to 60 s of one core here; a reader whose work grows with the square of what it reads takes hours.
    private static readonly TimeSpan Time = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan TimeForOne = TimeSpan.FromSeconds(60);
    private static readonly IPEndPoint Source = IPEndPoint.Parse("192.0.2.1:1");
    private static readonly SipLimits Limits = new();
    private static readonly DialogOptions Dialogs = new();

    [Test]
    public async Task A_million_mutations_neither_escape_nor_hang_nor_stay()
    {
        var count = Setting("PCHAT_FUZZ_MESSAGES", Messages);
        var first = Setting("PCHAT_FUZZ_SEED", 0);
        Run(first, 1000, new Progress());
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        var usedBefore = Process.GetCurrentProcess().TotalProcessorTime;

        var workers = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Progress()).ToArray();
        var share = (count + workers.Length - 1) / workers.Length;
        var running = workers.Select((progress, i) => Task.Run(() => Run(first + (i * share), share, progress))).ToArray();
        var all = Task.WhenAll(running);
        while (await Task.WhenAny(all, Task.Delay(TimeForOne)) != all)
        {
            var hanging = workers.Where((progress, i) => !running[i].IsCompleted && !progress.HasMoved()).Select(it => it.Seed);
            Assert.That(hanging, Is.Empty, $"these seeds take more than {TimeForOne}");
        }

        await all;
        // Processor time: how long it takes by the wall is the business of whoever else is on the machine.
        Assert.That((Process.GetCurrentProcess().TotalProcessorTime - usedBefore) / workers.Length, Is.LessThan(Time));
        Assert.That(GC.GetTotalMemory(forceFullCollection: true) - before, Is.LessThan(MemoryBound));
        var understood = workers.Sum(it => it.Understood);
        Assert.That(understood, Is.GreaterThan(share / 10), "mutations that nothing understands test only the first line");
        await TestContext.Out.WriteLineAsync($"{count} messages in {watch.Elapsed}, {understood} understood");
    }

    [TestCase(0)]
    [TestCase(4711)]
    public void The_same_seed_gives_the_same_bytes(int seed)
    {
        var once = Mutator.Mutate(seed);
        var again = Mutator.Mutate(seed);

        Assert.That(again, Is.EqualTo(once));
    }

    private static int Setting(string name, int usual) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;

    private static void Run(int first, int count, Progress progress)
    {
        var output = new ArrayBufferWriter<byte>(64 * 1024);
        for (var seed = first; seed < first + count; seed++)
        {
            progress.Seed = seed;
            try
            {
                progress.Understood += Read(Mutator.Mutate(seed), output);
            }
            catch (Exception escaped)
            {
                throw new InvalidOperationException($"Seed {seed} (PCHAT_FUZZ_SEED={seed} PCHAT_FUZZ_MESSAGES=1): {escaped.Message}", escaped);
            }
        }
    }

    /// <summary>How many messages were understood.</summary>
    private static int Read(byte[] bytes, ArrayBufferWriter<byte> output)
    {
        var understood = 0;
        var framer = new MessageFramer(Limits);
        var buffer = new ReadOnlySequence<byte>(bytes);
        while (true)
        {
            var before = buffer.Length;
            var status = framer.Read(ref buffer, out var frame);
            if (status == FrameStatus.NeedMore) { return understood; }
            if (status == FrameStatus.Refused)
            {
                Write(RefusalOfBytes.Create(frame.Head.Span, frame.Error!), output);
                return understood;
            }

            if (buffer.Length >= before) { throw new InvalidOperationException("A message of no bytes."); }
            _ = InfoAnswer.TryRead(frame.Head.Span, out _);
            if (!frame.TryParse(out var message, out var error))
            {
                Write(RefusalOfBytes.Create(frame.Head.Span, error), output);
                if (error.EndsConnection) { return understood; }
                continue;
            }

            understood++;
            Use(message, output);
        }
    }

    private static void Use(SipMessage message, ArrayBufferWriter<byte> output)
    {
        if (message is SipRequest request)
        {
            ViaSource.Note(request, Source, Limits.IdleTimeout);
            new KeepAlive().Note(request);
            var refusal = RequestInspection.Inspect(request);
            var response = SipResponse.To(request, refusal?.Status ?? 200, refusal?.Reason);
            foreach (var (name, value) in refusal?.Headers ?? [])
            {
                response.Headers.Add(name, value);
            }

            _ = TransactionKey.Of(request).WithoutBranch;
            _ = SessionInterval.IsTooSmall(request, Dialogs);
            _ = SessionInterval.Choose(request, Dialogs);
            _ = Routes.Towards((request.Contact ?? request.From).Uri.Text, Routes.Of(request));
            Write(response, output);
        }

        Write(message, output);
    }

    // What we write is one message, whatever was in what we read.
    private static void Write(SipMessage? message, ArrayBufferWriter<byte> output)
    {
        if (message is null) { return; }
        output.ResetWrittenCount();
        SipWriter.Write(message, output, null);
        var written = new ReadOnlySequence<byte>(output.WrittenMemory);
        var status = new MessageFramer(new SipLimits { MaxHeaderLineBytes = 1024 * 1024, MaxHeadBytes = 1024 * 1024 }).Read(ref written, out _);
        if (status != FrameStatus.Message || !written.IsEmpty) { throw new InvalidOperationException("What was written is not one message."); }
    }

    private sealed class Progress
    {
        private int _seen = -1;

        public volatile int Seed;

        public long Understood { get; set; }

        public bool HasMoved()
        {
            var moved = Seed != _seen;
            _seen = Seed;
            return moved;
        }
    }
}
