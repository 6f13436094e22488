using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PersistentChat.Server.SignIn;

/// <summary>
/// What failed sign-ins cost; section "SignIn". They are counted for the address that they come from and for the person that
/// they name. With more of them than are free, the next attempt is refused unseen for a time that doubles with every failure.
/// </summary>
public sealed class SignInOptions
{
    public const string Section = "SignIn";

    /// <summary>Failures in the name of one person that cost nothing.</summary>
    [Range(1, 1000)]
    public int FreeFailuresPerPerson { get; set; } = 5;

    /// <summary>The same from one address (IPv6: network of 64 bits), behind which there may be a whole office.</summary>
    [Range(1, 100_000)]
    public int FreeFailuresPerAddress { get; set; } = 30;

    /// <summary>After the first failure that is not free.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan FirstDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest for a person: a stranger's guesses keep the person itself out no longer than this at a time.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan MaxDelayPerPerson { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest for an address.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan MaxDelayPerAddress { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>After this long without a failure all is forgotten; of a person also when it has signed in.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan ForgetAfter { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>People, and addresses, remembered at the same time; of more, those are forgotten that failed longest ago.</summary>
    [Range(100, 1_000_000)]
    public int MaxRemembered { get; set; } = 10_000;
}

[OptionsValidator]
internal sealed partial class SignInOptionsValidator : IValidateOptions<SignInOptions>;
