namespace PersistentChat.Rooms.Store;

/// <summary>Which of a category's lists. Stored by number.</summary>
internal enum CategoryList
{
    Allowed = 1,

    Denied = 2,

    Creators = 3,
}
