using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Access;

/// <summary>An officer is about to look into an archive: the compliance event, before anything is shown.</summary>
/// <param name="What">Which archive, slice or file.</param>
/// <param name="Way">In which way: listed, read, verified.</param>
public sealed record RecordOfficerAccess(string What, string Way) : ChangeCommand<string>
{
    internal override bool NeedsArchive => true;

    internal override string Ids => What;

    internal override Outcome<string> Decide(Turn turn)
    {
        if (TextRules.CheckName(What, "What is looked at") is { } refusal)
        {
            return refusal;
        }

        turn.Record(ComplianceEventKind.OfficerAccess, turn.Now, null, By, e => e with { Text = What, Reason = Way });
        return What;
    }
}
