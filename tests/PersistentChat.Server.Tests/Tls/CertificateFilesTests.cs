using System.Security.Cryptography.X509Certificates;
using PersistentChat.Server.Hosting;

namespace PersistentChat.Server.Tests.Tls;

/// <summary>In which files a certificate may be, and what is said of those that are wrong.</summary>
internal sealed class CertificateFilesTests
{
    private const string Password = "open sesame";

    private readonly TestAuthority _authority = new();
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("pchat-tls-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [OneTimeTearDown]
    public void ForgetAuthority() => _authority.Dispose();

    [Test]
    public void Every_form_gives_the_certificate_with_its_key_and_its_chain(
        [Values("PEM", "PEM, key apart", "PEM, encrypted key", "PEM, encrypted key apart", "PFX", "PFX, password")] string form,
        [Values] bool isElliptic)
    {
        using var certificate = _authority.Issue(isElliptic);
        var files = Write(form, certificate);

        var loaded = files.Load(files.Read());

        Assert.That(loaded.TargetCertificate.Thumbprint, Is.EqualTo(certificate.Thumbprint));
        Assert.That(loaded.TargetCertificate.HasPrivateKey);
        Assert.That(loaded.IntermediateCertificates.Select(it => it.Thumbprint), Is.EqualTo([_authority.Intermediate.Thumbprint]));
    }

    [Test]
    public void Where_there_is_none_one_for_development_is_made_on_first_use_and_kept()
    {
        var file = DevelopmentCertificate.FileIn(_folder);
        var made = File.ReadAllBytes(file);
        using var certificate = X509CertificateLoader.LoadPkcs12(made, password: null);

        Assert.That((certificate.HasPrivateKey, certificate.MatchesHostname("localhost")), Is.EqualTo((true, true)));
        Assert.That(File.ReadAllBytes(DevelopmentCertificate.FileIn(_folder)), Is.EqualTo(made));
    }

    [TestCase("PFX, password", "", "Server:CertificatePassword")]
    [TestCase("PFX, password", "wrong", "Server:CertificatePassword")]
    [TestCase("PEM, encrypted key", "wrong", "Server:CertificatePassword")]
    [TestCase("PEM, encrypted key apart", "", "Server:CertificatePassword")]
    public void A_wrong_password_is_named(string form, string password, string setting)
    {
        using var certificate = _authority.Issue();
        var files = Write(form, certificate) with { Password = password };

        Assert.That(() => files.Load(files.Read()), Throws.InstanceOf<SettingException>().With.Message.StartsWith($"{setting}:"));
    }

    [Test]
    public void A_certificate_without_a_key_is_refused()
    {
        using var certificate = _authority.Issue();
        var pem = FileOf("a.pem", _authority.Pem(certificate));
        var pfx = FileOf("a.pfx", X509CertificateLoader.LoadCertificate(certificate.RawData).Export(X509ContentType.Pkcs12));

        foreach (var file in new[] { pem, pfx })
        {
            var files = new CertificateFiles(file, Key: null, "");
            Assert.That(
                () => files.Load(files.Read()),
                Throws.InstanceOf<SettingException>().With.Message.EqualTo($"Server:Certificate: \"{file}\" has no private key"));
        }
    }

    [Test]
    public void The_key_of_another_certificate_is_refused()
    {
        using var certificate = _authority.Issue();
        using var other = _authority.Issue();
        var files = new CertificateFiles(
            FileOf("a.pem", _authority.Pem(certificate)), FileOf("b.key", TestAuthority.KeyPem(other)), "");

        Assert.That(() => files.Load(files.Read()), Throws.InstanceOf<SettingException>().With.Message.StartsWith("Server:CertificateKey:"));
    }

    [TestCase("")]
    [TestCase("no certificate")]
    [TestCase("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")]
    [TestCase("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")]
    public void What_is_no_certificate_is_refused(string text)
    {
        var files = new CertificateFiles(FileOf("a.pem", text), Key: null, "");

        Assert.That(() => files.Load(files.Read()), Throws.InstanceOf<SettingException>().With.Message.StartsWith("Server:Certificate:"));
    }

    [Test]
    public void A_file_that_is_not_there_is_named()
    {
        using var certificate = _authority.Issue();
        var there = FileOf("a.pem", _authority.Pem(certificate));
        var missing = Path.Combine(_folder, "missing");

        Assert.That(
            () => new CertificateFiles(missing, Key: null, "").Read(),
            Throws.InstanceOf<SettingException>().With.Message.Contains("Server:Certificate:").And.Message.Contains(missing));
        Assert.That(
            () => new CertificateFiles(there, missing, "").Read(),
            Throws.InstanceOf<SettingException>().With.Message.Contains("Server:CertificateKey:").And.Message.Contains(missing));
    }

    private CertificateFiles Write(string form, X509Certificate2 certificate)
    {
        var pem = _authority.Pem(certificate);
        var key = TestAuthority.KeyPem(certificate);
        var encrypted = TestAuthority.KeyPem(certificate, Password);
        return form switch
        {
            "PEM" => new(FileOf("a.pem", pem + key), Key: null, ""),
            "PEM, key apart" => new(FileOf("a.crt", pem), FileOf("a.key", key), ""),
            "PEM, encrypted key" => new(FileOf("a.pem", pem + encrypted), Key: null, Password),
            "PEM, encrypted key apart" => new(FileOf("a.crt", pem), FileOf("a.key", encrypted), Password),
            "PFX" => new(FileOf("a.pfx", _authority.Pfx(certificate)), Key: null, ""),
            "PFX, password" => new(FileOf("a.pfx", _authority.Pfx(certificate, Password)), Key: null, Password),
            _ => throw new ArgumentOutOfRangeException(nameof(form)),
        };
    }

    private string FileOf(string name, string text) => FileOf(name, System.Text.Encoding.UTF8.GetBytes(text));

    private string FileOf(string name, byte[] bytes)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllBytes(file, bytes);
        return file;
    }
}
