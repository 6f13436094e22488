using System.Text;

namespace PersistentChat.Benchmarks;

/// <summary>Messages as a client sends them.</summary>
internal static class Samples
{
    public const string Text = "The quick brown fox jumps over the lazy dog, and then reads what the others wrote about it in this room. All of it.";
    public const string Room = "00000000-0000-4000-8000-000000000001";

    public static readonly byte[] Post = Encoding.UTF8.GetBytes(
        "<xccos ver=\"1\" envid=\"17\" xmlns=\"urn:parlano:xml:ns:xccos\"><grpchat id=\"grpchat\" seqid=\"1\" "
        + $"chanUri=\"ma-chan://example.com/{Room}\" author=\"sip:u0@example.com\" ts=\"2026-11-21T01:31:21Z\"><chat>{Text}</chat></grpchat></xccos>");

    public static readonly byte[] PostInfo =
    [
        .. Encoding.UTF8.GetBytes(
            "INFO sip:pchat@example.com SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1:40001;branch=z9hG4bK0123456789abcdef\r\nMax-Forwards: 70\r\n"
            + Dialog + $"CSeq: 12 INFO\r\nContent-Type: text/plain\r\nContent-Length: {Post.Length}\r\n\r\n"),
        .. Post,
    ];

    /// <summary>What a participant answers to each delivery.</summary>
    public static readonly byte[] Answer = Encoding.UTF8.GetBytes(
        "SIP/2.0 200 OK\r\nVia: SIP/2.0/TCP 127.0.0.1:5060;branch=z9hG4bK0123456789abcdef.12\r\n" + Dialog + "CSeq: 12 INFO\r\nContent-Length: 0\r\n\r\n");

    private const string Dialog =
        "From: <sip:u0@example.com>;tag=0123456789abcdef\r\nTo: <sip:pchat@example.com>;tag=fedcba9876543210fedcba9876543210\r\n"
        + "Call-ID: 00112233445566778899aabbccddeeff\r\n";
}
