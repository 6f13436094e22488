using System.Text.RegularExpressions;
using PersistentChat.Rooms;
using PersistentChat.Server.Chat;
using PersistentChat.Server.Tests.World;
using PersistentChat.Xccos;

namespace PersistentChat.Server.Tests.Dialogs;

/// <summary>Nothing that can be said is without a transcript.</summary>
internal sealed class CoverageTests
{
    private static readonly string All = string.Join(
        '\n', Transcript.Names.SelectMany(name => Transcript.Load(name).Lines).Select(line => line.Text));

    // The two entries in parentheses stand for commands without a name of their own.
    public static IEnumerable<string> Commands =>
        CommandTable.Ids.Where(id => !id.StartsWith('(')).Append(WireNames.CommandIds.Post);

    public static IEnumerable<string> Notices => typeof(WireNames.NoticeIds).GetFields()
        .Select(constant => (string)constant.GetRawConstantValue()!)
        .Append(WireNames.CommandIds.Post);

    // What only administrators and managers can be told, who do not come this way.
    private static readonly Refusal[] HeardElsewhere =
    [
        Refusal.NoSuchCategory, Refusal.NoSuchPerson, Refusal.NoSuchPrincipal, Refusal.NoSuchAddIn, Refusal.MayNotManage,
        Refusal.MayNotCreate, Refusal.NotAdministrator, Refusal.NotInScope, Refusal.PresenterNotMember, Refusal.Collision,
        Refusal.InUse, Refusal.FromDirectory, Refusal.DuplicateName, Refusal.NoFiles, Refusal.NoSuchToken, Refusal.TooManyTokens,
        Refusal.TooManyRequests, Refusal.AlreadyMade, Refusal.KeyReused,
    ];

    public static IEnumerable<string> Refusals => typeof(Refusal).GetFields()
        .Select(constant => (Refusal)constant.GetValue(null)!)
        .Except(HeardElsewhere)
        .Select(refusal => refusal.Text);

    [TestCaseSource(nameof(Refusals))]
    public void Every_refusal_is_heard_in_some_transcript(string text) =>
        Assert.That(All, Does.Contain($"\">{text}</resp>").Or.Contain($"reason=\"{text}\""));

    [TestCaseSource(nameof(Commands))]
    public void Every_command_is_sent_in_some_transcript(string id) =>
        Assert.That(Regex.IsMatch(All, $" sends [^\n]*id=\"{id}\""), Is.True);

    [TestCaseSource(nameof(Commands))]
    public void Every_command_is_refused_or_answered_in_some_transcript(string id)
    {
        var answer = id == WireNames.CommandIds.Post ? "is answered 403" : $"id=\"{WireNames.ReplyIds.Of(id)}\"";
        Assert.That(All, Does.Contain(answer));
    }

    [TestCaseSource(nameof(Notices))]
    public void Every_notice_is_received_in_some_transcript(string id) =>
        Assert.That(Regex.IsMatch(All, $" receives? [^\n]*id=\"{id}\""), Is.True);
}
