using Microsoft.EntityFrameworkCore;
using PersistentChat.Rooms.Chat;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Rooms.Search;

/// <summary>Goes through the candidates of one room and keeps the numbers of the messages that are meant.</summary>
/// <param name="authors">Null: anybody.</param>
internal sealed class HistoryScan(
    RoomDbContext db, IStoreEngine engine, HistoryWindow window, TextMatcher matcher, HashSet<Guid>? authors)
{
    private const int PageSize = 500;

    private readonly List<long> _ids = [];

    public HistoryWindow Window => window;

    public required bool Backwards { get; init; }

    /// <summary>Numbers to keep; what is found beyond is counted.</summary>
    public required int Limit { get; init; }

    public IReadOnlyList<long> Ids => _ids;

    public int Total { get; private set; }

    public long? NextId { get; private set; }

    /// <summary>The first candidate that was not looked at, because there were too many. Null: all were.</summary>
    public long? StoppedAt { get; private set; }

    /// <param name="budget">Candidates to look at, at most.</param>
    /// <returns>How many were looked at.</returns>
    public async Task<int> RunAsync(int budget, CancellationToken ct)
    {
        if (window.LastId < window.FirstId)
        {
            return 0;
        }

        // One more than may be looked at tells whether that was all.
        var candidates = await CandidatesAsync(budget + 1, ct);
        StoppedAt = candidates.Count > budget ? candidates[budget] : null;
        foreach (var page in candidates.Take(budget).Chunk(PageSize))
        {
            await LookAtAsync(page, ct);
        }

        return Math.Min(candidates.Count, budget);
    }

    private async Task<List<long>> CandidatesAsync(int most, CancellationToken ct)
    {
        if (matcher.Alternatives.Count > 0)
        {
            return await engine.FindAsync(db, new TermSearch(window, matcher.Alternatives, Backwards, most), ct);
        }

        var ids = db.Messages.KeptIn(window).Where(m => authors == null || authors.Contains(m.AuthorId)).Select(m => m.ChatId);
        return await (Backwards ? ids.OrderDescending() : ids.Order()).Take(most).ToListAsync(ct);
    }

    private async Task LookAtAsync(long[] page, CancellationToken ct)
    {
        var rows = await db.Messages.AsNoTracking()
            .KeptOf(window.RoomId, page)
            .Where(m => authors == null || authors.Contains(m.AuthorId))
            .Select(m => new { m.ChatId, m.Text })
            .ToDictionaryAsync(m => m.ChatId, m => m.Text, ct);
        foreach (var id in page)
        {
            if (!rows.TryGetValue(id, out var text) || !matcher.IsMatch(text ?? ""))
            {
                continue;
            }

            Total++;
            if (_ids.Count < Limit)
            {
                _ids.Add(id);
            }
            else
            {
                NextId ??= id;
            }
        }
    }
}
