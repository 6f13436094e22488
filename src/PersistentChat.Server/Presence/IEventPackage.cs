using PersistentChat.Rooms.Membership;

namespace PersistentChat.Server.Presence;

/// <summary>One SUBSCRIBE, as an event package sees it.</summary>
/// <param name="ConnectionId">Where it came from: what was changed from there need not be told there.</param>
internal sealed record Subscription(Person Person, ReadOnlyMemory<byte> Body, string ConnectionId);

/// <summary>An event package (RFC 6665 section 5).</summary>
internal interface IEventPackage
{
    string Event { get; }

    /// <summary>Told once, whatever the client asks for: nothing is kept.</summary>
    bool IsToldOnce => false;

    ISubscribed Open(Subscription subscription);
}

/// <summary>What one subscription was told so far. Its owner sees to it that there is one caller at a time.</summary>
internal interface ISubscribed
{
    /// <summary>People a change of whose is to be told.</summary>
    IReadOnlyCollection<Guid> Watched { get; }

    /// <summary>All of it as it is now; null when there is nothing to say.</summary>
    Body? State();

    /// <summary>What is different about a person since the last time; null when nothing is.</summary>
    Body? Change(Guid person);
}
