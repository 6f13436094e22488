using PersistentChat.Rooms.Membership;

namespace PersistentChat.Rooms.Tests.World;

internal sealed class TestEndpoint(string dialogId) : IChatEndpoint
{
    public string DialogId => dialogId;

    public int Delivered { get; private set; }

    public void Deliver(params ReadOnlySpan<ReadOnlyMemory<byte>> envelopes) => Delivered += envelopes.Length;
}
