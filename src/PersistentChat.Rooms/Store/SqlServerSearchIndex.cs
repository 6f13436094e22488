using System.Text.Json;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace PersistentChat.Rooms.Store;

/// <summary>
/// Search terms in SQL Server: a table with a row for every term of every message, ordered by room and term, that a trigger
/// keeps as <see cref="MessageRow.Terms"/> is (its full-text search is a part that may not be installed). The SQL that makes
/// it is beside the migration <c>Initial</c>.
/// </summary>
internal static class SqlServerSearchIndex
{
    private const string Order = "{order}";

    // A message has an alternative when it has as many of its terms as there are.
    private const string Find =
        $$"""
        SELECT TOP (@most) found.ChatId AS Value FROM (
            SELECT DISTINCT kept.ChatId
            FROM OPENJSON(@terms) WITH (Alternative int, Size int, Term nvarchar(128)) AS wanted
            INNER JOIN MessageTerms AS kept
                ON kept.RoomId = @room AND kept.Term = wanted.Term COLLATE {{SqlServerModel.Collation}}
                AND kept.ChatId BETWEEN @first AND @last
            GROUP BY kept.ChatId, wanted.Alternative, wanted.Size
            HAVING COUNT(*) = wanted.Size
        ) AS found
        ORDER BY found.ChatId {{Order}}
        """;

    public static Task<List<long>> FindAsync(RoomDbContext db, TermSearch search, CancellationToken ct)
    {
        var wanted = search.Alternatives.SelectMany((terms, i) => terms.Select(term => new { Alternative = i, Size = terms.Count, Term = term }));
        return db.Database.SqlQueryRaw<long>(
            Find.Replace(Order, search.Order, StringComparison.Ordinal),
            new SqlParameter("@terms", JsonSerializer.Serialize(wanted)),
            new SqlParameter("@room", search.Window.RoomId),
            new SqlParameter("@first", search.Window.FirstId),
            new SqlParameter("@last", search.Window.LastId),
            new SqlParameter("@most", search.Most)).ToListAsync(ct);
    }
}
