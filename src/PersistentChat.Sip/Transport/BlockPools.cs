using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace PersistentChat.Sip.Transport;

/// <summary>The pools of the web server's transport, which asks for several.</summary>
internal sealed class BlockPools(TimeProvider clock) : IMemoryPoolFactory<byte>
{
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new BlockPool(clock);
}
