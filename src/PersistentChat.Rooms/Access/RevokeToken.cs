using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;

namespace PersistentChat.Rooms.Access;

/// <summary>Forgets an access token: from the next request on it is worth nothing.</summary>
public sealed record RevokeToken(Guid TokenId) : ChangeCommand<AccessToken>
{
    internal override string Ids => $"{TokenId}";

    internal override Outcome<AccessToken> Decide(Turn turn)
    {
        if (CheckAdministrator() is { } refusal)
        {
            return refusal;
        }

        if (!turn.Pool.Others.Tokens.TryGetValue(TokenId, out var token))
        {
            return Refusal.NoSuchToken;
        }

        Revoke(turn, token, By);
        return token;
    }

    internal static void Revoke(Turn turn, AccessToken token, Person? by)
    {
        turn.Pool.Delete(token);
        turn.Record(ComplianceEventKind.MembershipChange, turn.Now, null, by, e => e with
        {
            Subject = Facts.Of(token.PersonId, turn.Pool.Others, turn.Rules.Domain),
            Text = $"Token {token.Id} \"{token.Name}\"",
            Reason = "TokenRevoked",
        });
    }
}
