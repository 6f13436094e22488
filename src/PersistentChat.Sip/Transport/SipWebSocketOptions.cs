using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PersistentChat.Sip.Transport;

/// <summary>What is particular to SIP over WebSocket (RFC 7118); everything else is in <see cref="SipLimits"/>.</summary>
public sealed class SipWebSocketOptions
{
    public const string Section = "Sip:WebSocket";

    /// <summary>How long nothing comes before we ping (RFC 7118 section 6).</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>How long the pong may take before the connection counts as lost.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan PongTimeout { get; set; } = TimeSpan.FromSeconds(30);
}

[OptionsValidator]
internal sealed partial class SipWebSocketOptionsValidator : IValidateOptions<SipWebSocketOptions>;
