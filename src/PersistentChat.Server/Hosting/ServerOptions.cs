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

    /// <summary>HTTPS, likewise: the same pages, and SIP over WebSocket as <c>wss</c>.</summary>
    [StringLength(255)]
    public string WebTls { get; set; } = "";

    /// <summary>
    /// How people sign in on listeners that other machines can reach: names of schemes, strongest first, separated by commas.
    /// </summary>
    [Required]
    [StringLength(255)]
    public string Authentication { get; set; } = "NTLM, Digest";

    /// <summary>The same on loopback addresses, where <c>None</c> believes everybody on this machine.</summary>
    [Required]
    [StringLength(255)]
    public string LoopbackAuthentication { get; set; } = "None";

    /// <summary>
    /// Pages of other hosts that may open SIP over WebSocket (<c>/sip</c> on the web ports): origins such as
    /// <c>https://chat.example.com</c>, separated by blanks. Of no use where there is no authentication.
    /// </summary>
    [StringLength(4096)]
    public string WebOrigins { get; set; } = "";

    /// <summary>
    /// The names by which the web ports are called (the Host header), without port, separated by blanks; empty: the address that
    /// was connected to, the machine's name, and on loopback addresses <c>localhost</c>.
    /// </summary>
    [StringLength(4096)]
    public string WebHosts { get; set; } = "";

    /// <summary>
    /// For how long browsers keep to HTTPS for the name by which they came to <see cref="WebTls"/>, whatever its port
    /// (Strict-Transport-Security, RFC 6797); zero: they forget that. Names of loopback are left out.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "730.00:00:00")]
    public TimeSpan StrictTransportSecurity { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// Certificate for TLS: PEM (the server's own first, then its chain) or PFX; read again when it changes, without a restart.
    /// Empty: one is made for development in the data folder (Store:DataFolder).
    /// </summary>
    [StringLength(4096)]
    public string Certificate { get; set; } = "";

    /// <summary>The private key of a PEM <see cref="Certificate"/>, PEM; empty: it is in the same file.</summary>
    [StringLength(4096)]
    public string CertificateKey { get; set; } = "";

    /// <summary>Password of a PFX <see cref="Certificate"/> or of an encrypted PEM key.</summary>
    [StringLength(4096)]
    public string CertificatePassword { get; set; } = "";

    /// <summary>How often the files of the certificate are looked at.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan CertificateCheckInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Front ends that carry many people's dialogs on one connection to <see cref="Tls"/> and are believed whose they are: names
    /// in their certificates, or SHA-256 thumbprints of these, separated by blanks. Empty: there are none.
    /// </summary>
    [StringLength(4096)]
    public string TrustedFrontEnds { get; set; } = "";

    /// <summary>Who may issue certificates with such names, PEM; empty: whom this machine trusts.</summary>
    [StringLength(4096)]
    public string FrontEndAuthorities { get; set; } = "";

    /// <summary>Whether people register here, subscribe and publish; false: a front end does that for them, and only chats here.</summary>
    public bool Registrar { get; set; } = true;

    /// <summary>
    /// A folder with one file per secret setting, named like its environment variable. Need not be there; empty: none.
    /// </summary>
    [StringLength(4096)]
    public string Secrets { get; set; } = "/run/secrets";

    /// <summary>How long a peer may take until TLS is agreed on; then it is disconnected.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan TlsHandshakeTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>At a stop: how long what was asked before may take until it is answered and told; then connections close.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(15);
}

[OptionsValidator]
internal sealed partial class ServerOptionsValidator : IValidateOptions<ServerOptions>;
