using PersistentChat.Server.Chat;
using PersistentChat.Server.Presence;
using PersistentChat.Server.SignIn;
using PersistentChat.Sip;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Transactions;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Server;

/// <summary>Which part of the server answers which SIP method outside a chat dialog.</summary>
internal sealed class SipApplication(HomeServices home, ChatDialogs chat, ConnectionEnds ends) : ISipApplication
{
    public void OnRequest(ServerTransaction transaction)
    {
        if (transaction.Request.Method == SipMethod.Invite)
        {
            chat.OnInvite(transaction);
            return;
        }

        if (!home.TryAnswer(transaction))
        {
            transaction.Respond(
                405, null, ("Allow", "REGISTER, SUBSCRIBE, SERVICE, INVITE, ACK, BYE, CANCEL, INFO, UPDATE, OPTIONS"));
        }
    }

    public void OnConnectionClosed(SipConnection connection) => ends.OnConnectionClosed(connection);
}
