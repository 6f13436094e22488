namespace PersistentChat.Rooms.Store;

/// <summary>Which database engine. Others come with their migrations.</summary>
public enum StoreProvider
{
    Sqlite,
}
