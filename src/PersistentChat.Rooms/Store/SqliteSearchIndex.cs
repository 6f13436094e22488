using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PersistentChat.Rooms.Chat;

namespace PersistentChat.Rooms.Store;

/// <summary>
/// Search terms in SQLite: an FTS5 table without content that triggers keep as <see cref="MessageRow.Terms"/> is. Its row
/// ids are the room's number and the message's, so one room's messages stand together and in order. The SQL that makes it
/// is in the migration <c>Search</c>.
/// </summary>
internal static class SqliteSearchIndex
{
    private const string Order = "{order}";

    private const string Find =
        $$"""
        SELECT rowid & 1099511627775 AS Value FROM MessageTerms
        WHERE MessageTerms MATCH @terms AND rowid BETWEEN
            ((SELECT Number << 40 FROM RoomNumbers WHERE RoomId = @room) | @first) AND
            ((SELECT Number << 40 FROM RoomNumbers WHERE RoomId = @room) | @last)
        ORDER BY rowid {{Order}} LIMIT @most
        """;

    /// <summary>The numbers of messages that have all terms of one alternative, in order.</summary>
    public static Task<List<long>> FindAsync(
        RoomDbContext db,
        HistoryWindow window,
        IReadOnlyList<IReadOnlySet<string>> alternatives,
        bool backwards,
        int most,
        CancellationToken ct) =>
        db.Database.SqlQueryRaw<long>(
            Find.Replace(Order, backwards ? "DESC" : "ASC", StringComparison.Ordinal),
            new SqliteParameter("@terms", Expression(alternatives)),
            new SqliteParameter("@room", window.RoomId),
            new SqliteParameter("@first", window.FirstId),
            new SqliteParameter("@last", window.LastId),
            new SqliteParameter("@most", most)).ToListAsync(ct);

    // Terms consist of letters, digits and marks: nothing in them would have to be escaped within quotes.
    private static string Expression(IReadOnlyList<IReadOnlySet<string>> alternatives) => string.Join(
        " OR ",
        alternatives.Select(terms => string.Create(
            CultureInfo.InvariantCulture, $"({string.Join(" AND ", terms.Select(term => $"\"{term}\""))})")));
}
