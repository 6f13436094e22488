using PersistentChat.Compliance.Contracts;

namespace PersistentChat.Compliance.Adapters;

/// <summary>What an archive that people read says where an event is missing.</summary>
internal static class GapText
{
    /// <returns>Without two hyphens in a row, which a comment of XML could not hold.</returns>
    public static string Of(ComplianceEvent gap) => string.IsNullOrEmpty(gap.Raw)
        ? $"event {gap.Position} never came to the record"
        : $"event {gap.Position} could not be read; its bytes are in the record";
}
