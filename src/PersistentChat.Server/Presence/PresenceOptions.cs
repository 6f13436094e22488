using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PersistentChat.Server.Presence;

/// <summary>Bounds of subscriptions; section "Presence".</summary>
public sealed class PresenceOptions
{
    public const string Section = "Presence";

    /// <summary>People in one batched presence subscription; the rest is not answered for.</summary>
    [Range(1, 10_000)]
    public int MaxPeoplePerSubscription { get; set; } = 1_000;

    /// <summary>
    /// Subscriptions kept for one connection; more are refused with 503. A client that cannot batch has one for each contact.
    /// </summary>
    [Range(1, 100_000)]
    public int MaxSubscriptionsPerConnection { get; set; } = 2_000;

    /// <summary>How long a subscription lasts when the client does not ask for less.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan SubscriptionExpires { get; set; } = TimeSpan.FromHours(8);
}

[OptionsValidator]
internal sealed partial class PresenceOptionsValidator : IValidateOptions<PresenceOptions>;
