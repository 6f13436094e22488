using PersistentChat.Rooms.Store;

namespace PersistentChat.Rooms.Tests.Storage;

/// <summary>
/// What a server of every earlier schema would have stored, as SQL by the name of the schema's last migration; whoever adds a
/// migration adds what the one before it could hold.
/// </summary>
internal static class EarlierSchemas
{
    public const string Ann = "11111111-1111-1111-1111-111111111111";
    public const string Desk = "22222222-2222-2222-2222-222222222222";
    public const string Category = "33333333-3333-3333-3333-333333333333";
    public const string Database = "44444444-4444-4444-4444-444444444444";

    private static readonly string Token =
        $"INSERT INTO \"Tokens\" VALUES ('77777777-7777-7777-7777-777777777777', 'T', 'T', '{Ann}', 3, '{new string('h', 44)}', 1, 2, NULL);";

    private static readonly Dictionary<string, string> Sqlite = new()
    {
        ["Initial"] =
            $"""
            INSERT INTO Categories VALUES ('{Category}', 'Desks', 'DESKS', '', 1, 1, 1);
            INSERT INTO People (Id, Uri, DisplayName, Enabled) VALUES ('{Ann}', 'sip:ann@example.com', 'Ann', 1);
            INSERT INTO Rooms VALUES ('{Desk}', '{Category}', 'Desk', 'DESK', '', 4, 3, 0, 0, 2, 4, 100);
            INSERT INTO Roles VALUES ('{Desk}', '{Ann}', 5);
            INSERT INTO Messages VALUES ('{Desk}', 2, '{Ann}', 50, 0, 0, 'tea with milk 茶', NULL, 'a');
            INSERT INTO Messages VALUES ('{Desk}', 3, '{Ann}', 60, 0, 1, NULL, NULL, NULL);
            INSERT INTO Messages VALUES ('{Desk}', 4, '{Ann}', 100, 1, 0, 'coffee', NULL, NULL);
            INSERT INTO Outbox VALUES (1, 7, x'7B7D');
            INSERT INTO Writer VALUES (1, '{Database}', '{Ann}', 'the old one', 0, 9, 1, 7);
            """,
        ["Roaming"] =
            $"""
            INSERT INTO ContactLists VALUES ('{Ann}', 3, 2);
            INSERT INTO Contacts VALUES ('{Ann}', 'bob@example.com', 'Bob', '1', 1, '');
            INSERT INTO Containers VALUES ('{Ann}', '32000', 1);
            INSERT INTO ContainerMembers VALUES ('{Ann}', '32000', 'user', 'bob@example.com');
            INSERT INTO Publications VALUES ('{Ann}', 'roomSetting', '1', '1', 4, 0, 100, NULL, '<room/>');
            INSERT INTO Subscribers VALUES ('{Ann}', 'bob@example.com', 1);
            """,
        ["Present"] = $"INSERT INTO Present VALUES ('{Desk}', '55555555-5555-5555-5555-555555555555', '{Ann}');",
        ["Search"] = "UPDATE Messages SET Terms = 'coffee' WHERE ChatId = 4;",
        ["Rules"] =
            "INSERT INTO AddIns (Id, Name, NameKey, Url) VALUES ('66666666-6666-6666-6666-666666666666', 'Page', 'PAGE', 'https://example.com/');",
        ["Tokens"] = Token,
    };

    private static readonly Dictionary<string, string> PostgreSql = new()
    {
        ["Initial"] = OnServers("'{}'::bytea"),
        ["Tokens"] = Token,
    };

    private static readonly Dictionary<string, string> SqlServer = new()
    {
        ["Initial"] = OnServers("0x7B7D").Replace("'tea", "N'tea", StringComparison.Ordinal) + Token,
    };

    public static IReadOnlyDictionary<string, string> Of(StoreProvider engine) => engine switch
    {
        StoreProvider.Sqlite => Sqlite,
        StoreProvider.PostgreSql => PostgreSql,
        _ => SqlServer,
    };

    // The first schema of the engines that came later, with everything that SQLite's first five have.
    private static string OnServers(string json) =>
        $"""
        INSERT INTO "Categories" VALUES ('{Category}', 'Desks', 'DESKS', '', '1', '1', '1');
        INSERT INTO "CategoryPrincipals" VALUES ('{Category}', 1, '00000002-0000-4000-8000-000000000000');
        INSERT INTO "AddIns" VALUES ('66666666-6666-6666-6666-666666666666', 'Page', 'PAGE', 'https://example.com/');
        INSERT INTO "People" VALUES ('{Ann}', 'sip:ann@example.com', 'Ann', NULL, '1', 0, 0, NULL);
        INSERT INTO "Rooms" VALUES ('{Desk}', '{Category}', 'Desk', 'DESK', '', 4, 3, '0', '0', NULL, 2, 4, 100);
        INSERT INTO "Roles" VALUES ('{Desk}', '{Ann}', 5);
        INSERT INTO "Messages" VALUES ('{Desk}', 2, '{Ann}', 50, '0', 0, 'tea with milk 茶', NULL, NULL, 'a');
        INSERT INTO "Messages" VALUES ('{Desk}', 3, '{Ann}', 60, '0', 1, NULL, NULL, NULL, NULL);
        INSERT INTO "Messages" VALUES ('{Desk}', 4, '{Ann}', 100, '1', 0, 'coffee', 'coffee', NULL, NULL);
        INSERT INTO "Outbox" VALUES (1, 7, {json});
        INSERT INTO "Writer" VALUES (1, '{Database}', '{Ann}', 'the old one', 0, 9, 1, 7, 0);
        INSERT INTO "ContactLists" VALUES ('{Ann}', 3, 2);
        INSERT INTO "Contacts" VALUES ('{Ann}', 'bob@example.com', 'Bob', '1', '1', '');
        INSERT INTO "Containers" VALUES ('{Ann}', '32000', 1);
        INSERT INTO "ContainerMembers" VALUES ('{Ann}', '32000', 'user', 'bob@example.com');
        INSERT INTO "Publications" VALUES ('{Ann}', 'roomSetting', '1', '1', 4, 0, 100, NULL, '<room/>');
        INSERT INTO "Subscribers" VALUES ('{Ann}', 'bob@example.com', '1');
        INSERT INTO "Present" VALUES ('{Desk}', '55555555-5555-5555-5555-555555555555', '{Ann}');
        """;
}
