namespace PersistentChat.Rooms.Rooms;

/// <summary>A web page that clients may show beside a room; rooms choose among those the pool knows.</summary>
/// <param name="Name">1 to 50 characters, unique in the pool.</param>
/// <param name="Url"><c>http</c> or <c>https</c>, at most 255 characters.</param>
public sealed record AddIn(Guid Id, string Name, string Url);
