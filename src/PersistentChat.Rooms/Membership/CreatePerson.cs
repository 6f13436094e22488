using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Membership;

/// <summary>Makes a person known. The caller chooses the id; a password comes with <see cref="SetPassword"/>.</summary>
public sealed record CreatePerson(Person Person) : JournalCommand<Person>
{
    internal override string Ids => Person.Uri;

    internal override Outcome<Person> Decide(Turn turn)
    {
        var refusal = TextRules.CheckPersonUri(Person.Uri)
            ?? TextRules.CheckName(Person.DisplayName, "A person's display name")
            ?? TextRules.CheckOptional(Person.Mail, TextRules.NameLength, "A person's mail address");
        if (refusal is not null)
        {
            return refusal;
        }

        if (Person.Id == Guid.Empty)
        {
            return Refusal.InvalidArgument("A person needs an id");
        }

        if (turn.Pool.Others.AffiliationOf(Person.Id) is not null || turn.Pool.Person(Person.Uri) is not null)
        {
            return Refusal.DuplicateName;
        }

        turn.Pool.Put(Person);
        return Person;
    }
}
