using System.Xml.Linq;
using PersistentChat.Server.Presence;
using PersistentChat.Sip.Transactions;

namespace PersistentChat.Server;

/// <summary>A SIP body with its type.</summary>
internal sealed record Body(string ContentType, ReadOnlyMemory<byte> Bytes)
{
    public static Body Of(string contentType, XElement root) => new(contentType, PresenceXml.Write(root));
}

internal static class BodyAnswers
{
    /// <summary>Answers with a body, if there is one, and more header lines in the order given.</summary>
    public static void Respond(
        this ServerTransaction transaction, int status, Body? body, params ReadOnlySpan<(string Name, string Value)> headers)
    {
        var response = transaction.CreateResponse(status);
        foreach (var (name, value) in headers)
        {
            response.Headers.Add(name, value);
        }

        if (body is not null)
        {
            response.Headers.Add("Content-Type", body.ContentType);
            response.Body = body.Bytes;
        }

        transaction.Respond(response);
    }
}
