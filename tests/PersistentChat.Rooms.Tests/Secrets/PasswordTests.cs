using System.Runtime.Versioning;
using System.Text;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Store;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Secrets;

public sealed class PasswordTests
{
    [Test]
    public void The_nt_hash_is_the_published_one()
    {
        // MS-NLMP, section 4.2.2.1.2: NTOWFv1 of "Password".
        var verifiers = PasswordVerifiers.Derive("sip:user@domain", "Domain", "Password");
        Assert.That(Convert.ToHexStringLower(verifiers.NtHash), Is.EqualTo("a4f49c406510bdcab6824ee7c30fd852"));
    }

    [Test]
    public void Digest_secrets_are_the_published_ones()
    {
        // RFC 2617, section 3.5, and RFC 7616, section 3.9.1: HA1 of their examples.
        var old = DigestSecrets.Derive("Mufasa", "testrealm@host.com", "Circle Of Life");
        Assert.That(old.Md5, Is.EqualTo("939e7578ed9e3c518a452acee763bce9"));
        var current = DigestSecrets.Derive("Mufasa", "http-auth@example.org", "Circle of Life");
        Assert.That(current.Md5, Is.EqualTo("3d78807defe7de2157e2b0b6573a855f"));
        Assert.That(
            current.Sha256, Is.EqualTo("7987c64c30e25f1b74be53f966b49b90f2808aa92faf9a00262392d7b4794232"));
    }

    [Test]
    public void Both_ways_to_write_a_user_name_have_their_secrets()
    {
        var verifiers = PasswordVerifiers.Derive("sip:ann@example.com", "example.com", "pw");
        Assert.That(verifiers.User, Is.EqualTo(DigestSecrets.Derive("ann", "example.com", "pw")));
        Assert.That(verifiers.UserAtDomain, Is.EqualTo(DigestSecrets.Derive("ann@example.com", "example.com", "pw")));
    }

    [Test]
    public async Task A_password_is_checked_after_a_restart_and_is_not_readable_in_the_database()
    {
        using var folder = new TempFolder();
        Person ann;
        await using (var pool = await TestPool.StartAsync(folder.Path))
        {
            ann = await pool.PersonAsync("ann");
            Assert.That(pool.Passwords.Find(ann.Id), Is.Null);
            await pool.DoAsync(pool.Passwords.Set(ann, "first"));
            await pool.DoAsync(pool.Passwords.Set(ann, "pässword"));
        }

        await using var again = await TestPool.StartAsync(folder.Path);
        var verifiers = again.Passwords.Find(ann.Id);
        Assert.That(verifiers!.Matches("pässword"), Is.True);
        Assert.That(verifiers.Matches("first"), Is.False);
        await using var db = again.Read();
        var stored = Encoding.Latin1.GetString(db.People.Single().Verifiers!);
        Assert.That(stored, Does.Not.Contain(verifiers.User.Md5).And.Not.Contain("Salt"));
    }

    [Test]
    public async Task One_person_s_verifiers_are_of_no_use_in_another_s_row()
    {
        await using var pool = await TestPool.StartAsync();
        var (ann, bob) = (await pool.PersonAsync("ann"), await pool.PersonAsync("bob"));
        await pool.DoAsync(pool.Passwords.Set(ann, "pw"));
        await using (var db = pool.Read())
        {
            var hers = db.People.Single(p => p.Id == ann.Id).Verifiers;
            db.People.Single(p => p.Id == bob.Id).Verifiers = hers;
            await db.SaveChangesAsync();
        }

        Assert.That(
            () => pool.Passwords.Find(bob.Id),
            Throws.InstanceOf<System.Security.Cryptography.CryptographicException>());
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    public async Task The_key_is_for_this_user_only()
    {
        await using var pool = await TestPool.StartAsync();
        pool.Passwords.Set(await pool.PersonAsync("ann"), "pw");
        var folder = Path.Combine(pool.Folder, "keys");
        Assert.That(File.GetUnixFileMode(Path.Combine(folder, "verifiers.key")), Is.EqualTo(
            UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.That(File.GetUnixFileMode(folder), Is.EqualTo(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
    }

    [TestCase("missing")]
    [TestCase("wrong")]
    [TestCase("damaged")]
    public async Task A_key_that_does_not_fit_is_named_at_start(string how)
    {
        using var folder = new TempFolder();
        await using (var pool = await TestPool.StartAsync(folder.Path))
        {
            await pool.DoAsync(pool.Passwords.Set(await pool.PersonAsync("ann"), "pw"));
        }

        var key = Path.Combine(folder.Path, "keys", "verifiers.key");
        if (how is "missing")
        {
            File.Delete(key);
        }
        else
        {
            await File.WriteAllBytesAsync(key, new byte[how is "wrong" ? 32 : 31]);
        }

        await using var again = TestPool.Create(folder.Path);
        var why = Assert.ThrowsAsync<StoreException>(() => again.Journal.StartAsync(CancellationToken.None));
        Assert.That(why!.Message, Does.Contain(key));
    }

    [Test]
    public async Task Without_passwords_no_key_is_needed()
    {
        await using var pool = await TestPool.StartAsync();
        await pool.PersonAsync("ann");
        Assert.That(Directory.Exists(Path.Combine(pool.Folder, "keys")), Is.False);
    }
}
