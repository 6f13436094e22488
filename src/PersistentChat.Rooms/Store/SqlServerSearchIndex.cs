using System.Text.Json;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using PersistentChat.Rooms.Chat;

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

    /// <summary>The numbers of messages that have all terms of one alternative, in order.</summary>
    public static Task<List<long>> FindAsync(
        RoomDbContext db,
        HistoryWindow window,
        IReadOnlyList<IReadOnlySet<string>> alternatives,
        bool backwards,
        int most,
        CancellationToken ct)
    {
        var wanted = alternatives.SelectMany((terms, i) => terms.Select(term => new { Alternative = i, Size = terms.Count, Term = term }));
        return db.Database.SqlQueryRaw<long>(
            Find.Replace(Order, backwards ? "DESC" : "ASC", StringComparison.Ordinal),
            new SqlParameter("@terms", JsonSerializer.Serialize(wanted)),
            new SqlParameter("@room", window.RoomId),
            new SqlParameter("@first", window.FirstId),
            new SqlParameter("@last", window.LastId),
            new SqlParameter("@most", most)).ToListAsync(ct);
    }
}
