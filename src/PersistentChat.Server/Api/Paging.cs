using System.Buffers.Text;
using System.ComponentModel;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using PersistentChat.Management;

namespace PersistentChat.Server.Api;

/// <summary>
/// Which part of a list is wanted. A cursor is the key of the last entry that was told: whatever is added or taken away between
/// two pages, nothing else is skipped or told twice.
/// </summary>
internal sealed record Paging(
    [property: FromQuery(Name = "limit"), Description("Entries in the answer, 1 to 1,000")] int? Limit,
    [property: FromQuery(Name = "cursor"), Description("From the answer before: where this one goes on")] string? Cursor,
    IOptions<ApiOptions> Options)
{
    private const int MaxLimit = 1000;
    private const int MaxCursor = 1000;

    /// <summary>Null: it can be answered.</summary>
    public ProblemHttpResult? Problem =>
        Limit is < 1 or > MaxLimit ? Problems.Invalid("limit", $"A page has 1 to {MaxLimit} entries")
        : Cursor?.Length > MaxCursor || (Cursor is not null && !Base64Url.IsValid(Cursor))
            ? Problems.Invalid("cursor", "No answer had this cursor")
        : null;

    /// <summary>One entry more than the page has tells whether there is another page.</summary>
    public int Take => Size + 1;

    /// <summary>Key of the last entry before this page. Null: this is the first.</summary>
    public string? After => Cursor is null ? null : Encoding.UTF8.GetString(Base64Url.DecodeFromChars(Cursor));

    /// <summary>Entries that the page has, as far as there are so many.</summary>
    public int Size => Limit ?? Options.Value.PageSize;

    public static string CursorOf(string key) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));

    /// <param name="found">At most <see cref="Take"/>, in the order of their keys.</param>
    public Page<TDetails> Make<T, TDetails>(IReadOnlyList<T> found, Func<T, string> key, Func<T, TDetails> details) => new(
        [.. found.Take(Size).Select(details)],
        found.Count > Size ? CursorOf(key(found[Size - 1])) : null);

    /// <summary>A page of a list that is not in order yet; keys are compared without regard to case.</summary>
    public Page<TDetails> Make<T, TDetails>(IEnumerable<T> all, Func<T, string> key, Func<T, TDetails> details)
    {
        var after = After;
        var found = all
            .Where(it => after is null || StringComparer.OrdinalIgnoreCase.Compare(key(it), after) > 0)
            .OrderBy(key, StringComparer.OrdinalIgnoreCase)
            .Take(Take)
            .ToList();
        return Make((IReadOnlyList<T>)found, key, details);
    }
}
