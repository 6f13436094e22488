using System.Globalization;
using System.Text;

namespace PersistentChat.Rooms.Search;

/// <summary>What to look for in the history of rooms (fields as in xccos.md section 8.9).</summary>
public sealed record HistoryQuery
{
    internal const int MaxTextLength = 1000;
    internal const int MaxAuthors = 100;

    public required IReadOnlyList<Guid> RoomIds { get; init; }

    /// <summary>Words separated by blanks, or a phrase. Empty: every message.</summary>
    public string Text { get; init; } = "";

    public WordMatch Match { get; init; }

    public bool CaseSensitive { get; init; }

    /// <summary>Addresses of whoever wrote it; null: anybody.</summary>
    public IReadOnlyList<string>? Authors { get; init; }

    /// <summary>Both bounds are included; see <see cref="DatesHoldAlways"/>.</summary>
    public SearchDate? From { get; init; }

    /// <inheritdoc cref="From"/>
    public SearchDate? Until { get; init; }

    /// <summary>The message to begin with, itself included: the next page. Null or 0: from the end of the room.</summary>
    public long? StartId { get; init; }

    /// <summary>False: dates are ignored when there is a <see cref="StartId"/>, as XCCOS has it.</summary>
    public bool DatesHoldAlways { get; init; }

    /// <summary>Looks from the newest message backwards; this decides which ones a limited answer has.</summary>
    public bool SearchesBackwards { get; init; }

    /// <summary>The answer has the newest message first; this decides only about the order.</summary>
    public bool NewestFirst { get; init; }

    /// <summary>Messages per room; the server's search limit holds in any case.</summary>
    public int? Limit { get; init; }

    /// <summary>Null: it can be asked.</summary>
    /// <param name="rooms">So many at most.</param>
    internal Refusal? Check(int rooms) => this switch
    {
        { RoomIds.Count: 0 } => Refusal.InvalidArgument("A search needs a room"),
        _ when RoomIds.Count > rooms => Refusal.InvalidArgument($"A search can have {rooms} rooms at most"),
        _ when Text.Length > MaxTextLength || !TextRules.IsStorable(Text) =>
            Refusal.InvalidArgument($"What to search for must be at most {MaxTextLength} characters of valid text"),
        _ when Authors?.Count > MaxAuthors || Authors?.Any(author => author.Length > TextRules.UriLength || !TextRules.IsStorable(author)) is true =>
            Refusal.InvalidArgument($"A search can have {MaxAuthors} addresses of authors at most"),
        { StartId: < 0 } => Refusal.InvalidArgument("A message's number is not below 0"),
        _ => null,
    };

    /// <summary>In words, for the compliance event.</summary>
    internal string InWords()
    {
        var words = new StringBuilder("search");
        if (Text.Length > 0)
        {
            Append($" {Match.ToString().ToLowerInvariant()}{(CaseSensitive ? " with case" : "")} \"{Text}\"");
        }

        if (Authors is not null)
        {
            Append($" by {string.Join(", ", Authors)}");
        }

        if (StartId is > 0)
        {
            Append($" starting at {StartId}");
        }

        if (StartId is not > 0 || DatesHoldAlways)
        {
            AppendDate("from", From);
            AppendDate("until", Until);
        }

        Append($" {(SearchesBackwards ? "backwards" : "forwards")}");
        if (Limit is not null)
        {
            Append($" limit {Limit}");
        }

        return words.ToString();

        void Append(FormattableString text) => words.Append(text.ToString(CultureInfo.InvariantCulture));

        void AppendDate(string which, SearchDate? date)
        {
            if (date is { } at)
            {
                var format = at.IsDay ? "yyyy-MM-dd" : "O";
                Append($" {which} {at.At.UtcDateTime.ToString(format, CultureInfo.InvariantCulture)}");
            }
        }
    }
}
