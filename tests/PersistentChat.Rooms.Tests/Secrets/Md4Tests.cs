using System.Text;
using PersistentChat.Rooms.Membership;

namespace PersistentChat.Rooms.Tests.Secrets;

public sealed class Md4Tests
{
    // RFC 1320, appendix A.5.
    [TestCase("", ExpectedResult = "31d6cfe0d16ae931b73c59d7e0c089c0")]
    [TestCase("a", ExpectedResult = "bde52cb31de33e46245e05fbdbd6fb24")]
    [TestCase("abc", ExpectedResult = "a448017aaf21d8525fc10ae87aa6729d")]
    [TestCase("message digest", ExpectedResult = "d9130a8164549fe818874806e1c7014b")]
    [TestCase("abcdefghijklmnopqrstuvwxyz", ExpectedResult = "d79e1c308aa5bbcdeea8ed63df412da9")]
    [TestCase(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
        ExpectedResult = "043f8582f241db351ce627e153e7f0e4")]
    [TestCase(
        "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
        ExpectedResult = "e33b4ddc9c38f2199c3e7b164fcc0536")]
    public string The_rfc_s_test_suite(string text) =>
        Convert.ToHexStringLower(Md4.Hash(Encoding.ASCII.GetBytes(text)));

    [TestCase(55)]
    [TestCase(56)]
    [TestCase(63)]
    [TestCase(64)]
    [TestCase(119)]
    [TestCase(120)]
    public void Lengths_around_a_block_do_not_collide(int length)
    {
        var hash = Md4.Hash(new byte[length]);
        Assert.That(hash, Is.Not.EqualTo(Md4.Hash(new byte[length + 1])));
        Assert.That(hash, Has.Length.EqualTo(16));
    }
}
