using PersistentChat.Server.Chat;
using PersistentChat.Server.Presence;
using PersistentChat.Server.SignIn;
using PersistentChat.Sip;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Transactions;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Server;

/// <summary>Which part of the server answers which SIP method outside a chat dialog.</summary>
internal sealed class SipApplication(
    RegisterService register, Subscriptions subscriptions, ServiceDesk service, ChatDialogs chat, ConnectionEnds ends)
    : ISipApplication
{
    public void OnRequest(ServerTransaction transaction)
    {
        switch (transaction.Request.Method)
        {
            case SipMethod.Register:
                register.OnRegister(transaction);
                break;
            case SipMethod.Subscribe:
                subscriptions.OnSubscribe(transaction);
                break;
            case SipMethod.Service:
                service.OnService(transaction);
                break;
            case SipMethod.Invite:
                chat.OnInvite(transaction);
                break;
            default:
                transaction.Respond(
                    405, null, ("Allow", "REGISTER, SUBSCRIBE, SERVICE, INVITE, ACK, BYE, CANCEL, INFO, UPDATE, OPTIONS"));
                break;
        }
    }

    public void OnConnectionClosed(SipConnection connection) => ends.OnConnectionClosed(connection);
}
