using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PersistentChat.Sip.Registration;

/// <summary>How long sign-ins hold (RFC 3261 section 10.3), and how many.</summary>
public sealed class RegistrationOptions
{
    public const string Section = "Sip:Registration";

    /// <summary>When the client does not say.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan DefaultExpires { get; set; } = TimeSpan.FromHours(2);

    /// <summary>
    /// Less is raised to this. COMPAT(pidgin-sipe): 423, which RFC 3261 section 10.3 asks for, leaves it "connecting" for
    /// ever, and it comes back 30 s before the time is over.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:40", "01:00:00")]
    public TimeSpan MinExpires { get; set; } = TimeSpan.FromMinutes(1);

    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan MaxExpires { get; set; } = TimeSpan.FromHours(8);

    /// <summary>More are refused with 503.</summary>
    [Range(1, 10_000)]
    public int MaxBindingsPerPerson { get; set; } = 64;
}

[OptionsValidator]
internal sealed partial class RegistrationOptionsValidator : IValidateOptions<RegistrationOptions>;
