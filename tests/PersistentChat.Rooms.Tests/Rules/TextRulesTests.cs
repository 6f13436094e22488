namespace PersistentChat.Rooms.Tests.Rules;

public sealed class TextRulesTests
{
    // An attribute cannot hold half a pair, so ^ stands for a high surrogate and _ for a low one.
    [TestCase("plain", ExpectedResult = true)]
    [TestCase("", ExpectedResult = true)]
    [TestCase(null, ExpectedResult = true)]
    [TestCase("pair ^_", ExpectedResult = true)]
    [TestCase("zero \0", ExpectedResult = false)]
    [TestCase("lines\r\nand\ttabs", ExpectedResult = true)]
    [TestCase("bell \u0007", ExpectedResult = false)]
    [TestCase("no character \uFFFE", ExpectedResult = false)]
    [TestCase("no character \uFFFF", ExpectedResult = false)]
    [TestCase("high ^", ExpectedResult = false)]
    [TestCase("high ^x", ExpectedResult = false)]
    [TestCase("low _", ExpectedResult = false)]
    public bool What_every_engine_can_keep_and_every_client_be_told(string? text) =>
        TextRules.IsStorable(text?.Replace('^', '\ud83d').Replace('_', '\ude00'));

    [TestCase("sip:ann@example.com", ExpectedResult = true)]
    [TestCase("sip:Ann@example.com", ExpectedResult = false)]
    [TestCase("sip:ann", ExpectedResult = false)]
    [TestCase("sip:@example.com", ExpectedResult = false)]
    [TestCase("sip:ann@", ExpectedResult = false)]
    [TestCase("ann@example.com", ExpectedResult = false)]
    [TestCase("sip:ann@example.com;x=y", ExpectedResult = false)]
    public bool What_is_an_address(string uri) => TextRules.CheckPersonUri(uri) is null;

    [Test]
    public void A_name_has_at_most_256_characters()
    {
        Assert.That(TextRules.CheckName(new string('n', 256), "It"), Is.Null);
        Assert.That(TextRules.CheckName(new string('n', 257), "It")!.Kind, Is.EqualTo(RefusalKind.InvalidArgument));
    }
}
