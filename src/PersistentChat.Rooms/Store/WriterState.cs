using PersistentChat.Rooms.Search;

namespace PersistentChat.Rooms.Store;

/// <summary>
/// The one row that says who writes this database and how far it got. It is part of every commit, with <see
/// cref="Holder"/> and <see cref="Batch"/> as they were before it: whoever lost the lease commits nothing.
/// </summary>
internal sealed class WriterState
{
    public const int TheId = 1;

    public int Id { get; init; } = TheId;

    /// <summary>Made with the database; what clients are told as its version.</summary>
    public Guid DatabaseId { get; init; }

    /// <summary>A new one for every start of a server.</summary>
    public Guid Holder { get; set; }

    /// <summary>Machine and process, for people to read.</summary>
    public string HolderName { get; set; } = "";

    public DateTimeOffset LeaseUntil { get; set; }

    /// <summary>Counts transactions; after a commit with unknown outcome it tells which it was.</summary>
    public long Batch { get; set; }

    /// <summary>
    /// The epoch of the last compliance event. Every start of a journal begins one (with its first event, in that transaction),
    /// so nobody needs to find out whether this database came from a backup.
    /// </summary>
    public long Epoch { get; set; } = 1;

    /// <summary>The last compliance event's number in this epoch.</summary>
    public long EventNumber { get; set; }

    /// <summary>Which search terms the messages have: those of this version of <see cref="SearchText"/>.</summary>
    public int TermsVersion { get; set; } = SearchText.Version;
}
