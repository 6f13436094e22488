using PersistentChat.Sip.Transport;

namespace PersistentChat.Server.Presence;

/// <summary>What goes with a connection: its subscriptions, and what its endpoints published for as long as it lasts.</summary>
internal sealed class ConnectionEnds(SubscriptionTable subscriptions, PublishingConnections publishing)
{
    public void OnConnectionClosed(SipConnection connection)
    {
        subscriptions.Forget(connection);
        publishing.Gone(connection.Id);
    }
}
