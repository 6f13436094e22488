using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PersistentChat.Server.Hosting;

/// <summary>Where the process listens; section "Server".</summary>
public sealed class ServerOptions
{
    public const string Section = "Server";

    /// <summary>SIP over TCP, <c>address:port</c>; port 0 picks one; empty: off.</summary>
    [StringLength(255)]
    public string Sip { get; set; } = "127.0.0.1:5060";

    /// <summary>SIP over TLS, likewise.</summary>
    [StringLength(255)]
    public string Tls { get; set; } = "";

    /// <summary>HTTP, likewise.</summary>
    [StringLength(255)]
    public string Web { get; set; } = "127.0.0.1:8080";

    /// <summary>
    /// How people sign in on listeners that other machines can reach: names of schemes, strongest first, separated by commas.
    /// </summary>
    [Required]
    [StringLength(255)]
    public string Authentication { get; set; } = "NTLM";

    /// <summary>The same on loopback addresses, where <c>None</c> believes everybody on this machine.</summary>
    [Required]
    [StringLength(255)]
    public string LoopbackAuthentication { get; set; } = "None";

    /// <summary>
    /// Pages of other hosts that may open SIP over WebSocket (<c>/sip</c> on the web port): origins such as
    /// <c>https://chat.example.com</c>, separated by blanks. Of no use where there is no authentication.
    /// </summary>
    [StringLength(4096)]
    public string WebOrigins { get; set; } = "";

    /// <summary>
    /// The names by which the web port is called (the Host header), without port, separated by blanks; empty: the address that
    /// was connected to, the machine's name, and on loopback addresses <c>localhost</c>.
    /// </summary>
    [StringLength(4096)]
    public string WebHosts { get; set; } = "";

    /// <summary>Certificate and key for TLS, a PEM or PFX file; empty: one is made for development in the data folder (Store:DataFolder).</summary>
    public string Certificate { get; set; } = "";

    /// <summary>Password of a PFX <see cref="Certificate"/>.</summary>
    public string CertificatePassword { get; set; } = "";
}

[OptionsValidator]
internal sealed partial class ServerOptionsValidator : IValidateOptions<ServerOptions>;
