using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Membership;

/// <summary>
/// Sets what a person's password is checked against; whoever is signed in with the old one is signed out. Made by <see cref="Passwords.Set"/>: deriving takes long.
/// </summary>
public sealed record SetPassword : ChangeCommand<Person>
{
    private readonly Guid _personId;
    private readonly byte[] _protectedVerifiers;

    internal SetPassword(Guid personId, byte[] protectedVerifiers) =>
        (_personId, _protectedVerifiers) = (personId, protectedVerifiers);

    internal override string Ids => $"{_personId}";

    internal override Outcome<Person> Decide(Turn turn)
    {
        // One's own is one's own affair; that it is the person, and not somebody at its machine, the front door has made sure.
        if (By?.Id != _personId && CheckAdministrator() is { } refusal)
        {
            return refusal;
        }

        if (turn.Pool.Person(_personId) is not { } person)
        {
            return Refusal.NoSuchPerson;
        }

        turn.Pool.Verifiers[_personId] = _protectedVerifiers;
        turn.Pool.EndSessions(session => session.PersonId == _personId);
        PersonRules.Record(turn, person, person, this, "PasswordSet");
        turn.Announce(new SignInsEnded(person, SignInsEndReason.PasswordChanged));
        return person;
    }
}
