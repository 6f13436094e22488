using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PersistentChat.Compliance.Broker;

/// <summary>The RabbitMQ between server and worker; the same for both. Section <c>Compliance:Broker</c>.</summary>
public sealed class BrokerOptions
{
    public const string Section = "Compliance:Broker";

    /// <summary>Name or address. Empty: no broker, the server records by itself.</summary>
    [StringLength(255)]
    public string Host { get; set; } = "";

    [Range(1, 65535)]
    public int Port { get; set; } = 5672;

    /// <summary>Encrypts the connection; the broker's certificate must be valid for <see cref="Host"/>.</summary>
    public bool Tls { get; set; }

    [Required, StringLength(255, MinimumLength = 1)]
    public string VirtualHost { get; set; } = "/";

    [Required, StringLength(255, MinimumLength = 1)]
    public string UserName { get; set; } = "guest";

    [Required, StringLength(255, MinimumLength = 1)]
    public string Password { get; set; } = "guest";

    [Required, StringLength(200, MinimumLength = 1)]
    public string Queue { get; set; } = "pchat-compliance";

    /// <summary>How long the broker may take to confirm a batch; then it is sent again.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);
}

[OptionsValidator]
internal sealed partial class BrokerOptionsValidator : IValidateOptions<BrokerOptions>;
