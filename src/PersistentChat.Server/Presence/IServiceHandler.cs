using System.Xml.Linq;
using PersistentChat.Rooms.Membership;
using PersistentChat.Sip.Transactions;

namespace PersistentChat.Server.Presence;

/// <summary>What one kind of SERVICE asks for.</summary>
internal interface IServiceHandler
{
    /// <summary>Of the request's body.</summary>
    string ContentType { get; }

    /// <summary>Does it and answers. What it asks of the journal it asks before it waits, so that requests stay in order.</summary>
    Task AnswerAsync(ServerTransaction transaction, Person person, XElement root);
}
