using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Server.Hosting;

/// <summary>A certificate for <c>localhost</c> that nobody trusts, for as long as there is no other.</summary>
internal static class DevelopmentCertificate
{
    /// <summary>Makes it on first use: PKCS#12 without password, readable by the server's account only.</summary>
    public static string FileIn(string dataFolder)
    {
        var file = Path.Combine(dataFolder, "keys", "development.pfx");
        if (!File.Exists(file))
        {
            PrivateFiles.Write(file, Make());
        }

        return file;
    }

    private static byte[] Make()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = DateTimeOffset.UtcNow;
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(2));
        return made.Export(X509ContentType.Pkcs12);
    }
}
