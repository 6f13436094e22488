using PersistentChat.Xccos.Blocks;

namespace PersistentChat.Xccos.Client;

/// <summary>One thing that a server told a client.</summary>
public abstract record Told;

/// <summary>The answer to a command.</summary>
/// <param name="EnvelopeId">Of the envelope that the command was in.</param>
/// <param name="Code">200 when it was done.</param>
/// <param name="Reason">In words, when it was not.</param>
/// <param name="Rooms">Those that were found, or entered.</param>
/// <param name="People">Address and name of who is in the room that was entered.</param>
/// <param name="Messages">History, oldest first.</param>
public sealed record ToldReply(
    string EnvelopeId, int Code, string Reason,
    IReadOnlyList<ToldRoom> Rooms, IReadOnlyList<ToldPerson> People, IReadOnlyList<PostedMessage> Messages) : Told;

/// <summary>Somebody posted in a room that the client is in.</summary>
public sealed record ToldMessage(PostedMessage Message) : Told;

/// <summary>Something happened.</summary>
/// <param name="Id">One of <see cref="WireNames.NoticeIds"/>.</param>
/// <param name="People">Whom it is about.</param>
/// <param name="Rooms">Where.</param>
public sealed record ToldNotice(string Id, IReadOnlyList<ToldRoom> Rooms, IReadOnlyList<ToldPerson> People) : Told;

/// <summary>A room as a client is told of it. <paramref name="Name"/> is empty where only the address is said.</summary>
public sealed record ToldRoom(RoomUri Uri, string Name, string Description);

/// <summary>A person as a client is told of it. <paramref name="Name"/> is the address where only that is said.</summary>
public sealed record ToldPerson(string Uri, string Name);
