using System.CommandLine;
using PersistentChat.Cli.Terminal;
using PersistentChat.Management;
using PersistentChat.Management.Client;

namespace PersistentChat.Cli.Administration;

/// <summary><c>history …</c>: what was said, in many rooms at once.</summary>
internal static class HistoryCommands
{
    // As many as the server searches at once.
    private const int MostRooms = 999;

    public static Command Create() => new("history", "What was said, in many rooms at once") { Search() };

    private static Verb Search()
    {
        var rooms = new Option<string[]>("--room")
        {
            Description = $"Name, id or address of a room; may be repeated; left out: the first {MostRooms} that one may see",
            HelpName = "ROOM",
        };
        var (filters, newestFirst, limit) = (
            new MessageFilters(), MessageCommands.NewestFirst(), MessageCommands.Limit("How many of each room at most, 1 to 1,000", 25));
        return filters.AddTo(new Verb(
            "search",
            "Searches the history of rooms for words, authors, times; it is recorded who looked",
            "pchat history search --words \"disk full\" --newest-first",
            "pchat history search --author sip:ada@example.com --room Operations --room Lobby --from 2026-11-01 --json") { rooms, newestFirst, limit })
            .Does(async session =>
            {
                var found = await session.Server.Rooms.SearchAsync(
                    filters.ToSearch(session, await RoomsAsync(session, session.Get(rooms) ?? []), session.Get(newestFirst), session.Get(limit)),
                    session.Stopping);
                if (session.Output.IsJson)
                {
                    session.Output.Json(found);
                    return;
                }

                Tell(session.Output, found);
            });
    }

    private static async Task<IReadOnlyList<Guid>> RoomsAsync(Session session, string[] named)
    {
        var ids = new List<Guid>();
        foreach (var name in named)
        {
            ids.Add(await session.RoomIdAsync(name));
        }

        return named.Length > 0 ? ids : await session.Server.Rooms.FindAsync(new RoomFilter(), session.Stopping)
            .Take(MostRooms).Select(room => room.Id).ToListAsync(session.Stopping);
    }

    private static void Tell(Output output, FoundHistory found)
    {
        output.Table(
            [.. found.Rooms.SelectMany(room => room.Messages.Items.Select(message => new Hit(room.Name, message)))],
            [.. MessageCommands.Columns.Select(column => (column.Head, InHit(column.Cell))).Prepend(("ROOM", it => it.Room))]);
        foreach (var room in found.Rooms.Where(room => !room.Messages.IsComplete || room.Total > room.Messages.Items.Count))
        {
            output.Remark($"{room.Name}: {room.Total} found{(room.Messages.IsComplete ? "" : " so far, there may be more")}; 'pchat message find' shows all");
        }

        foreach (var room in found.Refused)
        {
            output.Remark($"{room.RoomId}: refused: {room.Reason}");
        }
    }

    private static Func<Hit, string?> InHit(Func<MessageDetails, string?> cell) => hit => cell(hit.Message);

    private sealed record Hit(string Room, MessageDetails Message);
}
