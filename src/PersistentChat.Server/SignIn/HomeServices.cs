using Microsoft.Extensions.Options;
using PersistentChat.Server.Hosting;
using PersistentChat.Server.Presence;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Transactions;

namespace PersistentChat.Server.SignIn;

/// <summary>
/// What a client's home server does for it beside chat: registration, subscriptions, what the person publishes. With
/// <c>Server:Registrar</c> off a front end does all that.
/// </summary>
internal sealed class HomeServices(
    RegisterService register, Subscriptions subscriptions, ServiceDesk service, IOptions<ServerOptions> options)
{
    /// <summary>False: it is none of these, and not answered.</summary>
    public bool TryAnswer(ServerTransaction transaction)
    {
        Action<ServerTransaction>? handler = transaction.Request.Method switch
        {
            SipMethod.Register => register.OnRegister,
            SipMethod.Subscribe => subscriptions.OnSubscribe,
            SipMethod.Service => service.OnService,
            _ => null,
        };
        if (handler is null) { return false; }

        // COMPAT(pidgin-sipe): 405, which this would be, leaves it "connecting" for ever.
        if (!options.Value.Registrar) { handler = it => it.Respond(403, "This Is Done By Your Front End"); }
        handler(transaction);
        return true;
    }
}
