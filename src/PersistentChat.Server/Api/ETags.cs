using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;

namespace PersistentChat.Server.Api;

/// <summary>
/// Which state somebody has seen (RFC 9110 section 8.8.3): a hash of what was answered. What is sent back in If-Match is compared
/// here, and once more in the journal's turn with the state that it was equal to.
/// </summary>
internal static class ETags
{
    private const int HashBytes = 16;

    public static void Set<T>(HttpContext http, T details) => http.Response.Headers.ETag = Of(details);

    /// <summary>Null: the caller has seen this, or does not care.</summary>
    /// <param name="ifMatch">The header, as it came.</param>
    public static ProblemHttpResult? Check<T>(string? ifMatch, T details) =>
        ifMatch is null ? Problems.NeedsIfMatch
        : IsAny(ifMatch) || ifMatch.Split(',', StringSplitOptions.TrimEntries).Contains(Of(details)) ? null
        : Problems.Of(Rooms.Refusal.Collision);

    /// <summary>Whatever state it is in is to be changed.</summary>
    public static bool IsAny(string? ifMatch) => ifMatch?.Trim() == "*";

    private static string Of<T>(T details) =>
        $"\"{Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(details)).AsSpan(0, HashBytes))}\"";
}
