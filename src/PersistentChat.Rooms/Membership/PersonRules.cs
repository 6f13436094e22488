using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Membership;

/// <summary>What a person may be called, whether it is new or changed, and what follows from a change.</summary>
internal static class PersonRules
{
    /// <summary>Null: it is good.</summary>
    public static Refusal? Check(Person person) =>
        TextRules.CheckPersonUri(person.Uri)
        ?? TextRules.CheckName(person.DisplayName, "A person's display name")
        ?? TextRules.CheckOptional(person.Mail, TextRules.NameLength, "A person's mail address")
        ?? (person.Id == Guid.Empty ? Refusal.InvalidArgument("A person needs an id") : null);

    public static Person Change(Turn turn, Person before, Person now, ChangeCommand<Person> change)
    {
        turn.Pool.Put(now);
        Record(turn, before, now, change, "PersonChanged");
        if (before.Enabled && !now.Enabled)
        {
            PutOut(turn, now);
        }

        return now;
    }

    /// <summary>Whoever may not be here any more is in no room, in no browser and on no connection.</summary>
    public static void PutOut(Turn turn, Person person)
    {
        foreach (var room in turn.Pool.RoomsWith(person.Id))
        {
            turn.PutOut(room, person.Id, LeaveReason.AccessLost);
        }

        turn.Pool.EndSessions(session => session.PersonId == person.Id);
        turn.Announce(new SignInsEnded(person, SignInsEndReason.Disabled));
    }

    /// <summary>Writes a compliance event, when somebody did it by a front door.</summary>
    /// <param name="before">Null: the person is new.</param>
    public static void Record(Turn turn, Person? before, Person now, ChangeCommand<Person> change, string reason)
    {
        if (!change.IsByHand)
        {
            return;
        }

        turn.Record(ComplianceEventKind.MembershipChange, turn.Now, null, change.By, e => e with
        {
            Subject = Facts.Of(now, turn.Rules.Domain),
            Text = Facts.Differences(
                (nameof(now.DisplayName), before?.DisplayName, now.DisplayName),
                (nameof(now.Mail), before?.Mail, now.Mail),
                (nameof(now.Enabled), before?.Enabled, now.Enabled),
                (nameof(now.Role), before?.Role ?? default, now.Role)),
            Reason = reason,
        });
    }
}
