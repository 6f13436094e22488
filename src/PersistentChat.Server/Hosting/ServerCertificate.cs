using System.Net.Security;
using Microsoft.Extensions.Options;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Server.Hosting;

/// <summary>
/// The certificate of all TLS listeners. Its files are looked at again and again: when their content has changed, the next
/// connection gets the new certificate, and those that are open keep theirs. What cannot be used changes nothing and is logged.
/// </summary>
internal sealed class ServerCertificate : IDisposable
{
    private readonly CertificateFiles _files;
    private readonly ILogger<ServerCertificate> _logger;
    private readonly Lock _gate = new();
    private readonly ITimer _checks;
    private volatile SslStreamCertificateContext _current;
    private string _fingerprint;
    private string? _problem;

    /// <exception cref="SettingException">The configured files cannot be used.</exception>
    public ServerCertificate(
        IOptions<ServerOptions> options, IOptions<StoreOptions> store, TimeProvider clock, ILogger<ServerCertificate> logger)
    {
        var settings = options.Value;
        _logger = logger;
        _files = settings.Certificate.Length == 0
            ? new CertificateFiles(DevelopmentCertificate.FileIn(store.Value.DataFolder), Key: null, Password: "")
            : new CertificateFiles(
                settings.Certificate,
                settings.CertificateKey.Length == 0 ? null : settings.CertificateKey,
                settings.CertificatePassword);
        var content = _files.Read();
        _current = _files.Load(content);
        _fingerprint = content.Fingerprint;
        var interval = settings.CertificateCheckInterval;
        _checks = clock.CreateTimer(_ => Check(), null, interval, interval);
    }

    /// <summary>For the next connection.</summary>
    public SslStreamCertificateContext Current => _current;

    public void Dispose() => _checks.Dispose();

    /// <summary>Looks at the files; what the timer does.</summary>
    internal void Check()
    {
        lock (_gate)
        {
            try
            {
                var content = _files.Read();
                if (content.Fingerprint != _fingerprint)
                {
                    _current = _files.Load(content);
                    _fingerprint = content.Fingerprint;
                    _logger.CertificateReplaced(_current.TargetCertificate.Subject, _current.TargetCertificate.NotAfter.ToUniversalTime());
                }

                _problem = null;
            }
            catch (Exception wrong)
            {
                // Said once, not at every check: files that belong together are rarely replaced in the same instant.
                if (wrong.Message != _problem)
                {
                    _logger.CertificateNotReplaced(wrong.Message);
                }

                _problem = wrong.Message;
            }
        }
    }
}
