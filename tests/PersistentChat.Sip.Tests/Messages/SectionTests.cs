using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PersistentChat.Sip.Tests.Messages;

/// <summary>Whoever reads the folder beside the RFCs finds his place.</summary>
public class SectionTests
{
    // Ours: what an application sets, brings along or starts with.
    private static readonly string[] OfNoDocument =
    [
        "ISignInAccounts", "ISignInGuard", "MessageTrace", "MessageTraces", "NoAuthentication", "SignInAccount", "SipLimits",
        "SipServices", "TraceBounds", "TraceEnd", "TraceSubject", "TracedMessage",
    ];

    [Test]
    public void Every_public_type_says_which_section_it_follows()
    {
        var assembly = typeof(SipEndpoint).Assembly;
        var documented = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member")
            .ToDictionary(member => member.Attribute("name")!.Value, member => member.Value);

        var silent = assembly.GetExportedTypes().Where(type => !type.IsNested)
            .Where(type => !Regex.IsMatch(documented.GetValueOrDefault($"T:{type.FullName}", ""), @"\bRFC \d{4}|\bMS-[A-Z]+|\bsection \d"))
            .Select(type => type.Name);

        Assert.That(silent, Is.EquivalentTo(OfNoDocument));
    }
}
