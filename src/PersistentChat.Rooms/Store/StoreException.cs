namespace PersistentChat.Rooms.Store;

/// <summary>The store cannot be used as it is; the message says to an operator what is wrong and where.</summary>
public sealed class StoreException : Exception
{
    public StoreException(string message)
        : base(message)
    {
    }

    public StoreException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
