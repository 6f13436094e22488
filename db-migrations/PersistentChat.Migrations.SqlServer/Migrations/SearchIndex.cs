namespace PersistentChat.Migrations.SqlServer.Migrations;

/// <summary>
/// The search index beside the tables that EF Core knows: what <c>PersistentChat.Rooms/Store/SqlServerSearchIndex.cs</c>
/// asks. Terms are blank-separated, each once. What must stand alone in a batch is executed as text, so that the script
/// can have it under a condition.
/// </summary>
internal static class SearchIndex
{
    public static readonly string[] Create =
    [
        """
        CREATE TABLE [MessageTerms] (
            [RoomId] uniqueidentifier NOT NULL,
            [Term] nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
            [ChatId] bigint NOT NULL,
            CONSTRAINT [PK_MessageTerms] PRIMARY KEY ([RoomId], [Term], [ChatId])
        );
        """,
        """
        EXEC(N'CREATE TRIGGER [MessageTermsKept] ON [Messages] AFTER INSERT, UPDATE, DELETE AS
        BEGIN
            SET NOCOUNT ON;
            DELETE kept FROM deleted
                CROSS APPLY STRING_SPLIT(deleted.[Terms], N'' '') AS term
                INNER JOIN [MessageTerms] AS kept ON kept.[RoomId] = deleted.[RoomId]
                    AND kept.[Term] = CAST(term.[value] AS nvarchar(128)) AND kept.[ChatId] = deleted.[ChatId];
            INSERT INTO [MessageTerms] ([RoomId], [Term], [ChatId])
                SELECT inserted.[RoomId], CAST(term.[value] AS nvarchar(128)), inserted.[ChatId] FROM inserted
                CROSS APPLY STRING_SPLIT(inserted.[Terms], N'' '') AS term
                WHERE term.[value] <> N'''';
        END');
        """,
    ];

    public static readonly string[] Drop =
    [
        "DROP TRIGGER [MessageTermsKept];",
        "DROP TABLE [MessageTerms];",
    ];
}
