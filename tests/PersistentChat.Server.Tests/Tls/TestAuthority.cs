using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PersistentChat.Server.Tests.Tls;

/// <summary>A certificate authority: a root that clients trust, and one below it that signs the certificates of servers.</summary>
internal sealed class TestAuthority : IDisposable
{
    private static readonly DateTimeOffset From = DateTimeOffset.UtcNow.AddDays(-1);
    private static readonly DateTimeOffset Until = DateTimeOffset.UtcNow.AddDays(30);

    public TestAuthority()
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Root = RequestForAuthority("CN=Test root", rootKey).CreateSelfSigned(From, Until);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = RequestForAuthority("CN=Test intermediate", key).Create(Root, From, Until, RandomNumberGenerator.GetBytes(8));
        Intermediate = made.CopyWithPrivateKey(key);
    }

    public X509Certificate2 Root { get; }

    public X509Certificate2 Intermediate { get; }

    /// <summary>A certificate with its key, for a name and 127.0.0.1.</summary>
    public X509Certificate2 Issue(bool isElliptic = false, string name = "localhost", DateTimeOffset? until = null)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Loopback);
        var extension = names.Build();
        using var elliptic = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        var request = isElliptic
            ? new CertificateRequest($"CN={name}", elliptic, HashAlgorithmName.SHA256)
            : new CertificateRequest($"CN={name}", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(extension);
        var signer = X509SignatureGenerator.CreateForECDsa(Intermediate.GetECDsaPrivateKey()!);
        using var made = request.Create(Intermediate.SubjectName, signer, From, until ?? Until, RandomNumberGenerator.GetBytes(8));
        return isElliptic ? made.CopyWithPrivateKey(elliptic) : made.CopyWithPrivateKey(rsa);
    }

    /// <summary>The certificate, then its chain.</summary>
    public string Pem(X509Certificate2 certificate) =>
        $"{certificate.ExportCertificatePem()}\n{Intermediate.ExportCertificatePem()}\n{Root.ExportCertificatePem()}\n";

    public static string KeyPem(X509Certificate2 certificate, string password = "")
    {
        using var key = (AsymmetricAlgorithm?)certificate.GetRSAPrivateKey() ?? certificate.GetECDsaPrivateKey()!;
        return password.Length == 0
            ? key.ExportPkcs8PrivateKeyPem()
            : key.ExportEncryptedPkcs8PrivateKeyPem(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));
    }

    public byte[] Pfx(X509Certificate2 certificate, string? password = null)
    {
        using var intermediate = X509CertificateLoader.LoadCertificate(Intermediate.RawData);
        return new X509Certificate2Collection { intermediate, certificate }.Export(X509ContentType.Pkcs12, password)!;
    }

    public void Dispose()
    {
        Intermediate.Dispose();
        Root.Dispose();
    }

    private static CertificateRequest RequestForAuthority(string name, ECDsa key) => new(name, key, HashAlgorithmName.SHA256)
    {
        CertificateExtensions = { new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true) },
    };
}
