using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using PersistentChat.Server.Tests.World;
using PersistentChat.Sip.Client;

namespace PersistentChat.Server.Tests.Tls;

/// <summary>A server whose certificate is in a file, and clients that trust nothing but the root of its authority.</summary>
internal sealed class TlsWorld : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pchat-tls-").FullName;
    private readonly TestAuthority _authority = new();
    private TestServer? _server;

    public TestServer Server => _server!;

    /// <summary>Of the certificate that is in the file.</summary>
    public string Thumbprint { get; private set; } = "";

    public IPEndPoint Address => IPEndPoint.Parse(Server.WhereIs("tls"));

    public Uri Web => new(Server.WhereIs("webtls"));

    private string CertificateFile => Path.Combine(_folder, "server.pem");

    public static async Task<TlsWorld> StartAsync(params (string Name, string Value)[] settings)
    {
        var world = new TlsWorld();
        world.Renew();
        var all = new Dictionary<string, string>
        {
            ["Server:Tls"] = "127.0.0.1:0",
            ["Server:WebTls"] = "127.0.0.1:0",
            ["Server:Certificate"] = world.CertificateFile,
            ["Server:CertificateCheckInterval"] = "00:00:01",
            ["Server:TlsHandshakeTimeout"] = "00:01:00",
        };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        world._server = await TestServer.StartAsync(all);
        await world.Server.MakePersonAsync("alice");
        return world;
    }

    /// <summary>Replaces the certificate as certificate tools do, by a file of the same name.</summary>
    public void Renew()
    {
        using var certificate = _authority.Issue();
        Write(_authority.Pem(certificate) + TestAuthority.KeyPem(certificate));
        Thumbprint = certificate.Thumbprint;
    }

    /// <summary>Replaces the certificate by what is none.</summary>
    public void Break() => Write("-----BEGIN CERTIFICATE-----");

    /// <summary>What a client wants of the server; <paramref name="seen"/> gets the thumbprint of its certificate.</summary>
    public SslClientAuthenticationOptions Options(Action<string>? seen = null) => new()
    {
        TargetHost = "localhost",
        CertificateChainPolicy = Trust(),
        RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
        {
            seen?.Invoke(certificate!.GetCertHashString());
            return errors == SslPolicyErrors.None;
        },
    };

    /// <summary>The root only, nothing fetched: the server has to send what is between.</summary>
    public X509ChainPolicy Trust() => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        CustomTrustStore = { _authority.Root },
        RevocationMode = X509RevocationMode.NoCheck,
        DisableCertificateDownloads = true,
    };

    public Task<SipClient> ConnectAsync(SslClientAuthenticationOptions? options = null) =>
        SipClient.ConnectAsync(Address, Patience.Token, options ?? Options());

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Write(string text)
    {
        var unfinished = CertificateFile + ".new";
        File.WriteAllText(unfinished, text);
        File.Move(unfinished, CertificateFile, overwrite: true);
    }
}
