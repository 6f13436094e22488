using Microsoft.Extensions.Options;
using PersistentChat.Rooms;

namespace PersistentChat.Server.Hosting;

/// <summary>The addresses by which this pool is known.</summary>
internal sealed class PoolAddresses(IOptions<PoolOptions> pool, IOptions<RoomsOptions> rooms)
{
    /// <summary>The SIP domain of people and rooms.</summary>
    public string Domain { get; } = rooms.Value.Domain;

    /// <summary>What provisioning and <c>rpl:requri</c> tell.</summary>
    public string PoolUri { get; } = $"sip:{pool.Value.PoolUser}@{rooms.Value.Domain}";

    /// <summary>What clients without provisioning try.</summary>
    public string LookupUri { get; } = $"sip:{pool.Value.LookupUser}@{rooms.Value.Domain}";

    /// <summary>What <c>cmd:getserverinfo</c> calls this pool.</summary>
    public string DisplayName { get; } = pool.Value.DisplayName;

    public RoomUri UriOf(Guid room) => new(Domain, room);

    public CategoryUri UriOfCategory(Guid category) => new(Domain, category);

    /// <summary>Whether a room's address is one of this pool's; in another domain there are no rooms of ours.</summary>
    public bool Owns(RoomUri room) => string.Equals(room.Domain, Domain, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether an address of record is this pool, by either of its names.</summary>
    public bool IsPool(string addressOfRecord) =>
        string.Equals(addressOfRecord, PoolUri, StringComparison.OrdinalIgnoreCase)
        || string.Equals(addressOfRecord, LookupUri, StringComparison.OrdinalIgnoreCase);
}
