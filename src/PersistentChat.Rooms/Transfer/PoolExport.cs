using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PersistentChat.Rooms.Chat;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Rooms.Transfer;

// Inside the namespace, because outside it "Journal" would be the namespace beside this one.
using PersistentChat.Rooms.Journal;

/// <summary>
/// Writes a pool out, to be taken in by another server: settings, rooms, and what was said. Passwords and tokens stay here.
/// </summary>
public sealed class PoolExport(
    Journal journal, IDbContextFactory<RoomDbContext> database, IOptions<RoomsOptions> options, TimeProvider clock)
{
    private const int PageSize = 1000;
    private const int RoomsAtOnce = 200;

    /// <summary>Permission, and the compliance event of every room whose messages will leave.</summary>
    /// <param name="by">An administrator. Null: an operator at the machine.</param>
    /// <returns>What writes the zip.</returns>
    public async Task<Outcome<Func<Stream, CancellationToken, Task>>> PrepareAsync(ExportLevel level, Person? by)
    {
        var pool = journal.Committed;
        var windows = new Dictionary<Guid, HistoryWindow>();
        IEnumerable<Guid> all = level is ExportLevel.All ? pool.Rooms.Keys.Order() : [];
        foreach (var rooms in all.Chunk(RoomsAtOnce))
        {
            // Together: they are committed together too.
            var outcomes = await Task.WhenAll(rooms.Select(room =>
                journal.SubmitAsync(new ReadHistory(by, room, "export") { AsAdministrator = true })));
            foreach (var (room, outcome) in rooms.Zip(outcomes))
            {
                if (outcome.Refusal is { Kind: not RefusalKind.NoSuchRoom } refusal)
                {
                    return refusal;
                }

                if (!outcome.IsRefused)
                {
                    windows.Add(room, outcome.Value);
                }
            }
        }

        return (Func<Stream, CancellationToken, Task>)((to, ct) => WriteAsync(to, level, pool, windows, ct));
    }

    private async Task WriteAsync(
        Stream to, ExportLevel level, Pool pool, Dictionary<Guid, HistoryWindow> windows, CancellationToken ct)
    {
        await using var zip = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct);
        var about = new TransferAbout(TransferFormat.Version, clock.GetUtcNow(), pool.DatabaseId, options.Value.Domain);
        await WriteAsync(zip, TransferFormat.About, [about], ct);
        await WriteAsync(zip, TransferFormat.People, pool.People.Values.OrderBy(it => it.Uri, StringComparer.Ordinal).Select(Of), ct);
        await WriteAsync(zip, TransferFormat.Groups, pool.Affiliations.Groups.Values.OrderBy(it => it.Name, StringComparer.Ordinal).Select(Of), ct);
        await WriteAsync(zip, TransferFormat.AddIns, pool.AddIns.Values.OrderBy(it => it.Name, StringComparer.Ordinal), ct);
        await WriteAsync(zip, TransferFormat.Categories, pool.Categories.Values.OrderBy(it => it.Name, StringComparer.Ordinal).Select(Of), ct);
        await WriteAsync(zip, TransferFormat.Policies, pool.Policies.Select(it => new TransferPolicy(it.Key, it.Value)), ct);
        if (level is ExportLevel.Settings)
        {
            return;
        }

        var all = pool.RoomIdsByName.Values.Select(id => pool.Rooms[id]);
        await WriteAsync(zip, TransferFormat.Rooms, all.Select(room => Of(room, windows)), ct);
        foreach (var (id, window) in windows.OrderBy(it => it.Key).Select(it => (it.Key, it.Value)))
        {
            await using var entry = await zip.CreateEntry(TransferFormat.MessagesOf(id)).OpenAsync(ct);
            await WriteAsync(entry, window, ct);
        }
    }

    // Page by page: nothing reads for so long that it holds up the store, and nothing has a whole room in memory.
    private async Task WriteAsync(Stream entry, HistoryWindow window, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        for (var next = window.FirstId; next <= window.LastId;)
        {
            var page = await db.Messages.AsNoTracking()
                .Where(m => m.RoomId == window.RoomId && m.ChatId >= next && m.ChatId <= window.LastId)
                .OrderBy(m => m.ChatId)
                .Take(PageSize)
                .ToListAsync(ct);
            foreach (var m in page)
            {
                await TransferFormat.WriteAsync(entry, new TransferMessage(m.ChatId, m.AuthorId, m.At, m.Alert, m.State, m.Text, m.Markup), ct);
            }

            next = page.Count is 0 ? window.LastId + 1 : page[^1].ChatId + 1;
        }
    }

    private static async Task WriteAsync<T>(ZipArchive zip, string name, IEnumerable<T> all, CancellationToken ct)
    {
        await using var entry = await zip.CreateEntry(name).OpenAsync(ct);
        foreach (var one in all)
        {
            await TransferFormat.WriteAsync(entry, one, ct);
        }
    }

    private static TransferPerson Of(Person it) =>
        new(it.Id, it.Uri, it.DisplayName, it.Mail, it.Enabled, it.Removed, it.Source);

    private static TransferGroup Of(Group it) => new(it.Id, it.Kind, it.Name, [.. it.Members], it.Source);

    private static TransferCategory Of(Categories.Category it) => new(
        it.Id, it.Name, it.Description, it.KeepsHistory, it.AllowsFiles, it.SendsInvitations,
        [.. it.Allowed], [.. it.Denied], [.. it.Creators]);

    private static TransferRoom Of(RoomSnapshot it, Dictionary<Guid, HistoryWindow> windows) => new(
        it.Id, it.Room.CategoryId, it.Room.Name, it.Room.Description, it.Room.Type, it.Room.Privacy,
        it.Room.Disabled, it.Room.InvitationsOff, it.Room.AddInId,
        windows.TryGetValue(it.Id, out var window) ? window.FirstId : 1,
        [.. it.Roles.Concat(it.GroupRoles).Select(role => new TransferRole(role.Key, (int)role.Value))]);
}
