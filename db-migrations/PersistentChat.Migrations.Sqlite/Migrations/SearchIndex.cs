namespace PersistentChat.Migrations.Sqlite.Migrations;

/// <summary>
/// The search index beside the tables that EF Core knows: what <c>PersistentChat.Rooms/Store/SqliteSearchIndex.cs</c>
/// asks. Terms are blank-separated and split by nothing else (tokenizer <c>ascii</c>: all that is not ASCII belongs to a
/// term). A later migration that makes EF Core rebuild Messages or Rooms loses the triggers and must make them again.
/// </summary>
internal static class SearchIndex
{
    // A row id is the room's number (AUTOINCREMENT: never given twice) above 40 bits of the message's number.
    private const string RowId = "(SELECT Number << 40 FROM RoomNumbers WHERE RoomId = {0}.RoomId) | {0}.ChatId";

    private static readonly string Add =
        $"INSERT INTO MessageTerms (rowid, Terms) SELECT {string.Format(null, RowId, "new")}, new.Terms WHERE new.Terms <> '';";

    // The table keeps no content, so it must be told what it is to forget.
    private static readonly string Remove =
        "INSERT INTO MessageTerms (MessageTerms, rowid, Terms) "
        + $"SELECT 'delete', {string.Format(null, RowId, "old")}, old.Terms WHERE old.Terms <> '';";

    public static readonly string[] Create =
    [
        "CREATE TABLE RoomNumbers (Number INTEGER PRIMARY KEY AUTOINCREMENT, RoomId TEXT NOT NULL UNIQUE);",
        "INSERT INTO RoomNumbers (RoomId) SELECT Id FROM Rooms ORDER BY Id;",
        "CREATE TRIGGER RoomNumberAdded AFTER INSERT ON Rooms BEGIN INSERT INTO RoomNumbers (RoomId) VALUES (new.Id); END;",
        "CREATE TRIGGER RoomNumberRemoved AFTER DELETE ON Rooms BEGIN DELETE FROM RoomNumbers WHERE RoomId = old.Id; END;",
        "CREATE VIRTUAL TABLE MessageTerms USING fts5(Terms, content='', detail=none, columnsize=0, tokenize='ascii');",
        $"CREATE TRIGGER MessageTermsAdded AFTER INSERT ON Messages BEGIN {Add} END;",
        $"CREATE TRIGGER MessageTermsChanged AFTER UPDATE OF Terms ON Messages BEGIN {Remove} {Add} END;",
        $"CREATE TRIGGER MessageTermsRemoved AFTER DELETE ON Messages BEGIN {Remove} END;",
    ];

    public static readonly string[] Drop =
    [
        "DROP TRIGGER MessageTermsRemoved;",
        "DROP TRIGGER MessageTermsChanged;",
        "DROP TRIGGER MessageTermsAdded;",
        "DROP TABLE MessageTerms;",
        "DROP TRIGGER RoomNumberRemoved;",
        "DROP TRIGGER RoomNumberAdded;",
        "DROP TABLE RoomNumbers;",
    ];
}
