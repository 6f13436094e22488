using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using PersistentChat.Rooms.Journal;

namespace PersistentChat.Server.Api;

/// <summary>
/// Makes of a request what is kept of it. The key itself is not: with it the content is hashed, which may have a password in it.
/// </summary>
internal sealed class IdempotencyKeys(IOptions<ApiOptions> options, TimeProvider clock)
{
    public const string Header = "Idempotency-Key";

    /// <summary>Null: it has no key.</summary>
    public KeptRequest? ToKept(Repeatable request, Caller caller, Guid madeId)
    {
        if (request.Key is null)
        {
            return null;
        }

        var name = Encoding.UTF8.GetBytes($"{caller.Person?.Id ?? Guid.Empty} {request.Key}");
        var content = new List<byte>(Encoding.UTF8.GetBytes($"{request.Http.Request.Method} {request.Http.Request.Path}\n"));
        content.AddRange(JsonSerializer.SerializeToUtf8Bytes(request.Body, request.Body.GetType()));
        return new KeptRequest(
            Convert.ToBase64String(SHA256.HashData(name)),
            Convert.ToBase64String(HMACSHA256.HashData(name, content.ToArray())),
            madeId,
            clock.GetUtcNow() + options.Value.RequestsKeptFor);
    }
}
