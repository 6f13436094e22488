using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.Extensions.Options;

namespace PersistentChat.Sip.Dialogs;

/// <summary>How long dialogs live without a sign of life (RFC 4028).</summary>
public sealed class DialogOptions
{
    public const string Section = "Sip:Dialogs";

    /// <summary>
    /// N: what <c>Session-Expires</c> says (RFC 4028), whole seconds. A dialog without any request of the peer for 1.5 N is
    /// over. COMPAT(pidgin-sipe): it refreshes every N less 10 s, so N must be more than that.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:12", "1.00:00:00")]
    public TimeSpan SessionExpires { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Min-SE (RFC 4028 section 4): peers that support timers and ask for less are answered 422; 90 s is the least it allows.
    /// </summary>
    [Range(typeof(TimeSpan), "00:01:30", "01:00:00")]
    public TimeSpan MinSessionExpires { get; set; } = TimeSpan.FromSeconds(90);

    /// <summary>How long a peer may take to answer an INFO of ours: 64 times T1 (RFC 3261 section 17.1.2.2, timer F).</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromSeconds(32);

    /// <summary>INFOs of ours in one dialog that the peer has not answered yet; with more it counts as too slow.</summary>
    [Range(64, 1024 * 1024)]
    public int MaxUnansweredInfos { get; set; } = 16 * 1024;

    internal string MinSessionExpiresText => ((int)MinSessionExpires.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}

[OptionsValidator]
internal sealed partial class DialogOptionsValidator : IValidateOptions<DialogOptions>;
