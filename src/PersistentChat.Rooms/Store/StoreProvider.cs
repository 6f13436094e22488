namespace PersistentChat.Rooms.Store;

/// <summary>Which database engine.</summary>
public enum StoreProvider
{
    Sqlite,
    PostgreSql,
    SqlServer,
}
