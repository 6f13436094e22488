using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using PersistentChat.Rooms.Access;

namespace PersistentChat.Server.Browser;

/// <summary>People who sign in with a browser; section "Browser".</summary>
public sealed class BrowserOptions
{
    public const string Section = "Browser";

    /// <summary>How long somebody stays signed in, however busy.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>The same without a request; noted to about a minute.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "1.00:00:00")]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Browsers in which a person is signed in; with one more, that one is signed out that was not used for longest.</summary>
    [Range(1, 1000)]
    public int MaxSessionsPerPerson { get; set; } = 20;

    /// <summary>
    /// The cookie is for HTTPS although requests come without: from somebody on this machine who ends TLS. Else it is for what the
    /// request came by.
    /// </summary>
    public bool AlwaysSecure { get; set; }

    internal SessionRules Rules => new(Lifetime, IdleTimeout, MaxSessionsPerPerson);
}

[OptionsValidator]
internal sealed partial class BrowserOptionsValidator : IValidateOptions<BrowserOptions>;
