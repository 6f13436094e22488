using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PersistentChat.Rooms.Roaming;

/// <summary>Bounds of what is kept for a person. Section <c>Roaming</c>.</summary>
public sealed class RoamingOptions
{
    public const string Section = "Roaming";

    /// <summary>Category instances of one person, all endpoints together.</summary>
    [Range(10, 10_000)]
    public int MaxPublicationsPerPerson { get; set; } = 500;

    /// <summary>Characters of one publication's XML.</summary>
    [Range(1_024, 262_144)]
    public int MaxPublicationLength { get; set; } = 16_384;

    /// <summary>Longer lives of publications with a time are cut to this.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan MaxPublicationLifetime { get; set; } = TimeSpan.FromDays(30);

    [Range(1, 1_000)]
    public int MaxContainersPerPerson { get; set; } = 64;

    /// <summary>Members of one container.</summary>
    [Range(1, 10_000)]
    public int MaxMembersPerContainer { get; set; } = 250;

    /// <summary>Watchers that a person has acknowledged.</summary>
    [Range(1, 100_000)]
    public int MaxSubscribersPerPerson { get; set; } = 1_000;

    [Range(1, 10_000)]
    public int MaxContactsPerPerson { get; set; } = 1_000;

    [Range(1, 1_000)]
    public int MaxContactGroupsPerPerson { get; set; } = 64;

    /// <summary>Labels under which old clients keep something for a person.</summary>
    [Range(1, 1_000)]
    public int MaxPreferencesPerPerson { get; set; } = 64;

    /// <summary>Characters of one of them; <c>Xccos:Limits:MaxAttributeLength</c> bounds what a client can send of it.</summary>
    [Range(1, 262_144)]
    public int MaxPreferenceLength { get; set; } = 4_096;
}

[OptionsValidator]
internal sealed partial class RoamingOptionsValidator : IValidateOptions<RoamingOptions>;
