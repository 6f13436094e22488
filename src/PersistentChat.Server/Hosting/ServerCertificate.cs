using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Server.Hosting;

/// <summary>The certificate of the TLS listener: the configured one, else one for development, made on first use.</summary>
internal static class ServerCertificate
{
    /// <exception cref="SettingException">The configured file cannot be used.</exception>
    public static X509Certificate2 Load(ServerOptions options, string dataFolder)
    {
        if (options.Certificate.Length == 0)
        {
            return Development(Path.Combine(dataFolder, "keys", "development.pfx"));
        }

        try
        {
            return options.Certificate.EndsWith(".pem", StringComparison.OrdinalIgnoreCase)
                ? FromPem(options.Certificate)
                : X509CertificateLoader.LoadPkcs12FromFile(options.Certificate, options.CertificatePassword);
        }
        catch (Exception wrong) when (wrong is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new SettingException("Server:Certificate", $"\"{options.Certificate}\": {wrong.Message}");
        }
    }

    // A key read from PEM is not usable by the TLS of every platform until it has gone through PKCS#12 once.
    private static X509Certificate2 FromPem(string file)
    {
        using var pem = X509Certificate2.CreateFromPemFile(file);
        return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
    }

    private static X509Certificate2 Development(string file)
    {
        if (File.Exists(file))
        {
            return X509CertificateLoader.LoadPkcs12FromFile(file, null);
        }

        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = DateTimeOffset.UtcNow;
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(2));
        var bytes = made.Export(X509ContentType.Pkcs12);
        PrivateFiles.Write(file, bytes);
        return X509CertificateLoader.LoadPkcs12(bytes, null);
    }
}
