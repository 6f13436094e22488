using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;

namespace PersistentChat.Rooms.Roaming;

/// <summary>Keeps something for a person under a label; the last one to say it wins, with a version nobody has seen yet.</summary>
/// <param name="Known">The version that the client believes in.</param>
public sealed record StorePreference(Person Person, string Label, long Known, string Content) : JournalCommand<Preference>
{
    internal override string Ids => Person.Uri;

    internal override Outcome<Preference> Decide(Turn turn)
    {
        if (turn.Pool.Person(Person.Id) is not { } person)
        {
            return Refusal.NoSuchPerson;
        }

        if (!turn.Pool.Others.MayUseChat(person))
        {
            return Refusal.PersonDisabled;
        }

        var refusal = TextRules.CheckOptional(Label, RoamingRules.PreferenceLabelLength, "A preference's label")
            ?? TextRules.CheckOptional(Content, turn.Roaming.MaxPreferenceLength, "A preference");
        if (refusal is not null)
        {
            return refusal;
        }

        if (Known is < 0 or > int.MaxValue)
        {
            return Refusal.InvalidArgument("A preference's version is a number of 31 bits");
        }

        var data = turn.Pool.Roaming(person.Id);
        var stored = data.Preferences.GetValueOrDefault(Label);
        if (stored is null && data.Preferences.Count >= turn.Roaming.MaxPreferencesPerPerson)
        {
            return RoamingRules.TooMuch;
        }

        // Later than any that a client may have been told, also by a database that was lost since.
        var next = new Preference(Label, Math.Max(stored?.Version ?? 0, Known) + 1, Content);
        turn.Pool.PutRoaming(person.Id, data with { Preferences = data.Preferences.SetItem(Label, next) });
        return next;
    }
}
