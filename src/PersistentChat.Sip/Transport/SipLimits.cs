using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.Extensions.Options;

namespace PersistentChat.Sip.Transport;

/// <summary>How many connections there may be and what one may cost. Bytes unless the name says otherwise.</summary>
public sealed class SipLimits
{
    public const string Section = "Sip:Limits";

    /// <summary>
    /// Open at the same time, on all listeners; more are closed at once. Less than the files a process may have open, so that
    /// the database and the listeners keep theirs.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaxConnections { get; set; } = 18_000;

    /// <summary>The same for one address (IPv6: network of 64 bits); loopback addresses have no such limit.</summary>
    [Range(1, 1_000_000)]
    public int MaxConnectionsPerAddress { get; set; } = 2_000;

    /// <summary>From the connection to the end of its first message; keep-alives are none.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan FirstMessageTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Head and body together; more is refused with 413, and the connection ends.</summary>
    [Range(4096, 16 * 1024 * 1024)]
    public int MaxMessageBytes { get; set; } = 256 * 1024;

    /// <summary>Start line and headers; more is refused with 513, and the connection ends.</summary>
    [Range(1024, 1024 * 1024)]
    public int MaxHeadBytes { get; set; } = 32 * 1024;

    /// <summary>Header lines, folded ones counted as they come; more are refused with 400, and the connection ends.</summary>
    [Range(16, 4096)]
    public int MaxHeaders { get; set; } = 256;

    /// <summary>One line, start line included; a longer one is refused with 400, and the connection ends.</summary>
    [Range(256, 1024 * 1024)]
    public int MaxHeaderLineBytes { get; set; } = 8 * 1024;

    /// <summary>
    /// What waits for a peer before it counts as too slow and is disconnected. As much again may be on its way already.
    /// A single message may be larger when nothing else waits. With half of it waiting, no more is read from that peer.
    /// </summary>
    [Range(16 * 1024, 256 * 1024 * 1024)]
    public int OutboundBytes { get; set; } = 1024 * 1024;

    /// <summary>
    /// The same for all that waits for a trusted front end; there <see cref="OutboundBytes"/> is what one dialog may have of it,
    /// and with more that dialog is ended.
    /// </summary>
    [Range(1024 * 1024, 1024 * 1024 * 1024)]
    public int FrontEndOutboundBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Nothing at all was received, not even a keep-alive.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "1.00:00:00")]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>From the first byte of a message to its last.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan PartialMessageTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the last answers may take to leave when the peer has closed its side.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan LingerTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Requests of one connection not answered yet; more are refused with 503.</summary>
    [Range(8, 65536)]
    public int MaxPendingRequests { get; set; } = 1024;

    /// <summary>The same of a trusted front end.</summary>
    [Range(8, 1024 * 1024)]
    public int FrontEndPendingRequests { get; set; } = 64 * 1024;

    /// <summary>Answers kept for retransmitted requests, for 32 s (RFC 3261 section 17.2.2, timer J).</summary>
    [Range(1, 65536)]
    public int MaxRecentAnswers { get; set; } = 128;

    [Range(4096, 16 * 1024 * 1024)]
    public int MaxRecentAnswerBytes { get; set; } = 128 * 1024;

    /// <summary>More are refused with 503.</summary>
    [Range(1, 100_000)]
    public int MaxDialogsPerConnection { get; set; } = 10_000;

    /// <summary>What a 503 says about when to come back (RFC 3261 section 20.33), whole seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(30);

    internal string RetryAfterText => ((int)RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}

[OptionsValidator]
internal sealed partial class SipLimitsValidator : IValidateOptions<SipLimits>;
