using PersistentChat.Compliance.Contracts.Archives;

namespace PersistentChat.Compliance.Contracts.Verification;

/// <summary>What a look at an archive has shown.</summary>
/// <param name="Findings">Empty: it is what was archived, up to <paramref name="Head"/>.</param>
/// <param name="Head">The last good head. Null: there is none, and nothing is proved.</param>
/// <param name="HeadHash">
/// Its hash. Kept in another place, it shows later that no end was cut off: see <see cref="ArchiveVerifier"/>.
/// </param>
/// <param name="Files">How many files were compared with their hash.</param>
/// <param name="Events">How many events the good manifests cover.</param>
/// <param name="Unfinished">Names of files that some run has not finished; no part of the archive.</param>
public sealed record Verification(
    IReadOnlyList<Finding> Findings,
    Head? Head,
    string? HeadHash,
    long Files,
    long Events,
    IReadOnlyList<string> Unfinished)
{
    public bool IsIntact => Findings.Count == 0 && Head is not null;
}
