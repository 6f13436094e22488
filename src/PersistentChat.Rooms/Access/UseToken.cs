using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Access;

/// <summary>Notes that an access token is in use, unless that was noted within the last ten minutes.</summary>
public sealed record UseToken(Guid TokenId) : JournalCommand<AccessToken>
{
    private static readonly TimeSpan Precision = TimeSpan.FromMinutes(10);

    internal override string Ids => $"{TokenId}";

    /// <summary>Whether it would be noted: nothing need be submitted otherwise.</summary>
    public static bool IsDue(AccessToken token, DateTimeOffset now) => !(now - token.LastUsedAt < Precision);

    internal override Outcome<AccessToken> Decide(Turn turn)
    {
        if (!turn.Pool.Others.Tokens.TryGetValue(TokenId, out var token))
        {
            return Refusal.NoSuchToken;
        }

        if (!IsDue(token, turn.Now))
        {
            return token;
        }

        token = token with { LastUsedAt = turn.Now };
        turn.Pool.Put(token);
        return token;
    }
}
