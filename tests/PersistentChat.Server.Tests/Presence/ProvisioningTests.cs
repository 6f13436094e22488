using System.Xml.Linq;

namespace PersistentChat.Server.Tests.Presence;

/// <summary>In-band provisioning: every group that is asked for is answered, none offers what is not there.</summary>
internal sealed class ProvisioningTests : PresenceWorld
{
    private static readonly XNamespace Names = "http://schemas.microsoft.com/2006/09/sip/provisiongrouplist-notification";

    [Test]
    public async Task Every_group_asked_for_is_answered_and_an_unknown_one_is_empty()
    {
        string[] asked = ["ServerConfiguration", "meetingPolicy", "persistentChatConfiguration", "ucPolicy", "publicationGrammar", "unheardOf"];
        var alice = await SignInAsync(Alice, "aaaa00000001");
        var (_, answer) = await alice.SubscribeAsync(
            "vnd-microsoft-provisioning-v2",
            "<provisioningGroupList xmlns=\"http://schemas.microsoft.com/2006/09/sip/provisioninggrouplist\">"
            + string.Concat(asked.Select(name => $"<provisioningGroup name=\"{name}\"/>")) + "</provisioningGroupList>",
            expires: 0);
        var groups = Endpoint.XmlOf(answer).Elements(Names + "provisionGroup").ToList();
        Assert.That(groups.Select(group => (string?)group.Attribute("name")), Is.EqualTo(asked));
        Assert.That(groups.Select(group => group.Descendants(Names + "property").Any()), Is.EqualTo(new[] { true, true, true, true, false, false }));
        Assert.That($"{Endpoint.XmlOf(answer)}", Does.Not.Contain("focusFactoryUri").And.Not.Contain("mrasUri"));
        Assert.That(answer.Headers["subscription-state"], Is.EqualTo("terminated;expires=0"));
    }
}
