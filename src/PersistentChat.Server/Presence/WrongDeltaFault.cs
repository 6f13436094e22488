using System.Xml.Linq;
using PersistentChat.Rooms.Roaming;
using PersistentChat.Sip.Transactions;

namespace PersistentChat.Server.Presence;

/// <summary>409: what a client changes is not as it thinks (wire/402).</summary>
internal static class WrongDeltaFault
{
    public static void Respond(ServerTransaction transaction, IReadOnlyList<WrongVersion> wrong) =>
        transaction.Respond(409, Body.Of("application/msrtc-fault+xml", new XElement(
            PresenceXml.Fault + "Fault",
            new XElement(PresenceXml.Fault + "Faultcode", "Client.BadCall.WrongDelta"),
            new XElement(
                PresenceXml.Fault + "details",
                wrong.Select(each => new XElement(
                    PresenceXml.Fault + "operation",
                    new XAttribute("index", each.Index),
                    new XAttribute("curVersion", each.Current)))))));
}
