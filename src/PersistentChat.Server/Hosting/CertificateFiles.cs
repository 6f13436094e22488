using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PersistentChat.Server.Hosting;

/// <summary>
/// Where the certificate of the TLS listeners is: PKCS#12 (PFX) with key and chain, or PEM (RFC 7468), the server's own
/// certificate first, its chain after it, the key in the same file or in one of its own, encrypted or not.
/// </summary>
/// <param name="Certificate">PEM or PKCS#12, told apart by what is in it.</param>
/// <param name="Key">PEM; null: the key is in <paramref name="Certificate"/>.</param>
/// <param name="Password">Of PKCS#12 or of an encrypted PEM key; empty: there is none.</param>
internal sealed record CertificateFiles(string Certificate, string? Key, string Password)
{
    private const string CertificateSetting = "Server:Certificate";
    private const string KeySetting = "Server:CertificateKey";
    private const string PasswordSetting = "Server:CertificatePassword";

    /// <summary>What is in the files now.</summary>
    /// <exception cref="SettingException">One of them cannot be read.</exception>
    public CertificateContent Read() => new(
        Bytes(CertificateSetting, Certificate), Key is null ? null : Bytes(KeySetting, Key));

    /// <summary>The certificate with its key and the chain that is sent with it. Nothing is fetched over the network.</summary>
    /// <exception cref="SettingException">What was read is no certificate with its key.</exception>
    public SslStreamCertificateContext Load(CertificateContent content)
    {
        try
        {
            return content.IsPem ? FromPem(content) : FromPkcs12(content.Certificate);
        }
        catch (CryptographicException wrong)
        {
            throw new SettingException(CertificateSetting, $"\"{Certificate}\": {wrong.Message}");
        }
    }

    private static byte[] Bytes(string setting, string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new SettingException(setting, wrong.Message);
        }
    }

    private SslStreamCertificateContext FromPkcs12(byte[] bytes)
    {
        X509Certificate2Collection all;
        try
        {
            all = X509CertificateLoader.LoadPkcs12Collection(bytes, Password);
        }
        catch (CryptographicException wrong) when (X509Certificate2.GetCertContentType(bytes) == X509ContentType.Pkcs12)
        {
            throw new SettingException(PasswordSetting, $"does not open \"{Certificate}\": {wrong.Message}");
        }

        var own = all.FirstOrDefault(it => it.HasPrivateKey)
            ?? throw new SettingException(CertificateSetting, $"\"{Certificate}\" has no private key");
        return SslStreamCertificateContext.Create(own, all, offline: true);
    }

    private SslStreamCertificateContext FromPem(CertificateContent content)
    {
        var text = Encoding.UTF8.GetString(content.Certificate);
        var keyText = content.Key is null ? text : Encoding.UTF8.GetString(content.Key);
        var (setting, file) = Key is null ? (CertificateSetting, Certificate) : (KeySetting, Key);
        using var own = WithKey(text, keyText, setting, file);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(text);

        // A key read from PEM is not usable by the TLS of every platform until it has gone through PKCS#12 once.
        var usable = X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pkcs12), null);
        return SslStreamCertificateContext.Create(usable, chain, offline: true);
    }

    private X509Certificate2 WithKey(string text, string keyText, string setting, string file)
    {
        var isEncrypted = keyText.Contains("-----BEGIN ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal);
        if (!keyText.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            throw new SettingException(setting, $"\"{file}\" has no private key");
        }

        try
        {
            return isEncrypted
                ? X509Certificate2.CreateFromEncryptedPem(text, keyText, Password)
                : X509Certificate2.CreateFromPem(text, keyText);
        }
        catch (CryptographicException wrong)
        {
            throw new SettingException(isEncrypted ? PasswordSetting : setting, $"\"{file}\": {wrong.Message}");
        }
    }
}
