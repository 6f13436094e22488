using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

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

    public static Task<List<long>> FindAsync(RoomDbContext db, TermSearch search, CancellationToken ct) =>
        db.Database.SqlQueryRaw<long>(
            Find.Replace(Order, search.Order, StringComparison.Ordinal),
            new SqliteParameter("@terms", Expression(search.Alternatives)),
            new SqliteParameter("@room", search.Window.RoomId),
            new SqliteParameter("@first", search.Window.FirstId),
            new SqliteParameter("@last", search.Window.LastId),
            new SqliteParameter("@most", search.Most)).ToListAsync(ct);

    // Terms consist of letters, digits and marks: nothing in them would have to be escaped within quotes.
    private static string Expression(IReadOnlyList<IReadOnlySet<string>> alternatives) => string.Join(
        " OR ",
        alternatives.Select(terms => string.Create(
            CultureInfo.InvariantCulture, $"({string.Join(" AND ", terms.Select(term => $"\"{term}\""))})")));
}
