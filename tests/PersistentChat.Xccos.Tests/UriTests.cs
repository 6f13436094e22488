namespace PersistentChat.Xccos.Tests;

public class UriTests
{
    [TestCase("ma-chan://example.com/8f1cb0a0-0001-4000-8000-000000000001", ExpectedResult = true)]
    [TestCase("MA-CHAN://Example.COM/8F1CB0A0-0001-4000-8000-000000000001", ExpectedResult = true)]
    [TestCase("ma-chan://example.com/300", ExpectedResult = false)]
    [TestCase("ma-chan://example.com/8f1cb0a0000140008000000000000001", ExpectedResult = false)]
    [TestCase("ma-chan://example.com/8f1cb0a0-0001-4000-8000-000000000001/x", ExpectedResult = false)]
    [TestCase("ma-chan://example.com/8f1cb0a0-0001-4000-8000-000000000001?x", ExpectedResult = false)]
    [TestCase("ma-chan:///8f1cb0a0-0001-4000-8000-000000000001", ExpectedResult = false)]
    [TestCase("ma-chan://a b/8f1cb0a0-0001-4000-8000-000000000001", ExpectedResult = false)]
    [TestCase("ma-chan://user@host/8f1cb0a0-0001-4000-8000-000000000001", ExpectedResult = false)]
    [TestCase("ma-chan://example.com", ExpectedResult = false)]
    [TestCase("ma-cat://example.com/8f1cb0a0-0001-4000-8000-000000000001", ExpectedResult = false)]
    [TestCase("", ExpectedResult = false)]
    [TestCase(null, ExpectedResult = false)]
    public bool A_room_address_is_a_domain_and_a_guid(string? text) =>
        RoomUri.TryParse(text, out var room) && room == Envelope.Lobby
            && room.ToString() == "ma-chan://example.com/8f1cb0a0-0001-4000-8000-000000000001";

    [Test]
    public void A_category_address_differs_by_its_scheme()
    {
        Assert.That(CategoryUri.TryParse($"MA-CAT://Example.com/{Envelope.OpsId}", out var category), Is.True);
        Assert.That(category.ToString(), Is.EqualTo($"ma-cat://example.com/{Envelope.OpsId}"));
        Assert.That(CategoryUri.TryParse(Envelope.Ops.ToString(), out _), Is.False);
    }

    [TestCase("cmd:join", ExpectedResult = "rpl:join")]
    [TestCase("CMD:bcbydate", ExpectedResult = "rpl:bcbydate")]
    [TestCase("cmd:getserverinfo", ExpectedResult = "rpl:getserverinfo")]
    [TestCase("cmd:getfutok", ExpectedResult = "rpl:getftok")]
    [TestCase("cmd:GETFDTOK", ExpectedResult = "rpl:getftok")]
    [TestCase("grpchat", ExpectedResult = "rpl:grpchat")]
    public string A_reply_is_named_after_its_command(string commandId) => WireNames.ReplyIds.Of(commandId);

    [TestCase(false, false, ExpectedResult = 3984)]
    [TestCase(true, false, ExpectedResult = 12276)]
    [TestCase(false, true, ExpectedResult = 8080)]
    [TestCase(true, true, ExpectedResult = 16372)]
    public int Masks_are_those_of_the_fact_sheet(bool manager, bool presenter) => PermissionMask.Of(manager, presenter);
}
