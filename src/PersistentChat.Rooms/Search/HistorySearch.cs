using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PersistentChat.Rooms.Chat;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Rooms.Search;

// Inside the namespace, because outside it "Journal" would be the namespace beside this one.
using PersistentChat.Rooms.Journal;

/// <summary>Searches the history of rooms: permission and compliance events through the journal first, then the rows.</summary>
public sealed class HistorySearch
{
    private readonly Journal _journal;
    private readonly IDbContextFactory<RoomDbContext> _database;
    private readonly IStoreEngine _engine;
    private readonly RoomsOptions _options;

    internal HistorySearch(
        Journal journal, IDbContextFactory<RoomDbContext> database, IStoreEngine engine, IOptions<RoomsOptions> options) =>
        (_journal, _database, _engine, _options) = (journal, database, engine, options.Value);

    /// <summary>Refused when no room at all may be searched; otherwise each room answers for itself.</summary>
    public Task<Outcome<FoundHistory>> SearchAsync(Person person, HistoryQuery query, CancellationToken ct) =>
        SearchAsync(new SearchHistory(person, query), ct);

    /// <summary>Searches as an administrator, who may read every room; that is in the events.</summary>
    /// <param name="by">Null: an operator at the machine.</param>
    public Task<Outcome<FoundHistory>> SearchAsAdministratorAsync(Person? by, HistoryQuery query, CancellationToken ct) =>
        SearchAsync(new SearchHistory(by, query) { AsAdministrator = true }, ct);

    private async Task<Outcome<FoundHistory>> SearchAsync(SearchHistory search, CancellationToken ct)
    {
        var query = search.Query;
        var outcome = await _journal.SubmitAsync(search);
        if (outcome.IsRefused)
        {
            return outcome.Refusal!;
        }

        var refused = outcome.Value.Where(room => room.Window.IsRefused)
            .Select(room => (room.RoomId, room.Window.Refusal!))
            .ToList();
        if (refused.Count == outcome.Value.Count)
        {
            return refused[0].Item2;
        }

        var pool = _journal.Committed;
        var matcher = new TextMatcher(query.Text, query.Match, query.CaseSensitive);
        var authors = query.Authors?.Select(uri => pool.PeopleByUri.GetValueOrDefault(uri.ToLowerInvariant())?.Id).OfType<Guid>().ToHashSet();
        var limit = Math.Clamp(query.Limit ?? int.MaxValue, 0, _options.SearchLimit);
        var budget = _options.SearchScanLimit;
        var found = new List<RoomHistory>();
        await using var db = await _database.CreateDbContextAsync(ct);
        foreach (var (roomId, window) in outcome.Value.Where(room => !room.Window.IsRefused))
        {
            var part = await HistoryWindows.NarrowAsync(db, window.Value, query, ct);
            var scan = new HistoryScan(db, _engine, part, matcher, authors) { Backwards = query.SearchesBackwards, Limit = limit };
            budget -= await scan.RunAsync(budget, ct);
            var messages = await ReadAsync(db, scan, pool.People, ct);
            if (query.NewestFirst)
            {
                messages.Reverse();
            }

            var name = pool.Room(roomId)?.Room.Name ?? "";
            found.Add(new RoomHistory(roomId, name, messages, scan.Total, scan.NextId, scan.StoppedAt));
        }

        return new FoundHistory(found, refused);
    }

    /// <summary>The messages, oldest first; one that was removed in the meantime is not among them.</summary>
    private static async Task<List<Message>> ReadAsync(
        RoomDbContext db, HistoryScan scan, ImmutableDictionary<Guid, Person> people, CancellationToken ct)
    {
        var rows = await db.Messages.AsNoTracking()
            .KeptOf(scan.Window.RoomId, scan.Ids)
            .OrderBy(m => m.ChatId)
            .ToListAsync(ct);
        return rows.ConvertAll(row => row.ToMessage(people[row.AuthorId]));
    }
}
