using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Access;

/// <summary>Makes an access token known. The caller chooses the id, and tells the secret to whom it is for.</summary>
public sealed record CreateToken(AccessToken Token) : ChangeCommand<AccessToken>
{
    /// <summary>Tokens that a pool can have.</summary>
    public const int MaxTokens = 1000;

    internal override string Ids => $"{Token.Id}";

    internal override Outcome<AccessToken> Decide(Turn turn)
    {
        if ((CheckAdministrator() ?? TextRules.CheckName(Token.Name, "A token's name")) is { } refusal)
        {
            return refusal;
        }

        if (Token.Id == Guid.Empty || Token.SecretHash.Length is not AccessToken.HashLength || !Enum.IsDefined(Token.Role)
            || Token.ExpiresAt <= turn.Now)
        {
            return Refusal.InvalidArgument("A token needs an id, a secret, a role and a time to come when it expires");
        }

        if (turn.Pool.Person(Token.PersonId) is not { } person)
        {
            return Refusal.NoSuchPerson;
        }

        var all = turn.Pool.Others.Tokens;
        if (all.ContainsKey(Token.Id)
            || all.Values.Any(it => string.Equals(it.Name, Token.Name, StringComparison.OrdinalIgnoreCase)))
        {
            return Refusal.DuplicateName;
        }

        if (all.Count >= MaxTokens)
        {
            return Refusal.TooManyTokens;
        }

        turn.Pool.Put(Token);
        turn.Record(ComplianceEventKind.MembershipChange, turn.Now, null, By, e => e with
        {
            Subject = Facts.Of(person, turn.Rules.Domain),
            Text = $"Token {Token.Id} \"{Token.Name}\": {Token.Role} until {Token.ExpiresAt:u}",
            Reason = "TokenCreated",
        });
        return Token;
    }
}
