using BenchmarkDotNet.Attributes;
using PersistentChat.Xccos;
using PersistentChat.Xccos.Blocks;
using PersistentChat.Xccos.Notices;
using PersistentChat.Xccos.Reading;
using PersistentChat.Xccos.Replies;
using PersistentChat.Xccos.Writing;

namespace PersistentChat.Benchmarks;

/// <summary>Reading what a client says, once per post; writing what the room is told, once per post and reply.</summary>
[MemoryDiagnoser]
public class XccosBenchmarks
{
    private static readonly PostedMessage Message = new(
        new RoomUri("example.com", Guid.Parse(Samples.Room)), "sip:u0@example.com", "u0", Alert: false, ChatId: 4711,
        new DateTimeOffset(2026, 11, 21, 1, 31, 21, TimeSpan.Zero), new MessageContent(Samples.Text, Markup: null));

    private readonly XccosLimits _limits = new();
    private readonly MessageNotice _notice = new(Message);
    private readonly RecentHistoryReply _history =
        new(new CommandReference("1", "17"), Message.Room, [.. Enumerable.Repeat(Message, 50)]);

    [Benchmark]
    public XccosReading Decode_a_post() => XccosReader.Read(Samples.Post, _limits);

    [Benchmark]
    public byte[] Encode_a_post() => XccosEncoder.Encode(17, _notice);

    [Benchmark]
    public byte[] Encode_the_last_50_messages() => XccosEncoder.Encode(17, _history);
}
