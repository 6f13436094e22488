using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Rooms;

/// <summary>Makes an add-in known, so that rooms may choose it. The caller chooses the id.</summary>
public sealed record CreateAddIn(AddIn AddIn) : ChangeCommand<AddIn>
{
    public const int NameLength = 50;

    internal override string Ids => $"{AddIn.Id}";

    internal override Outcome<AddIn> Decide(Turn turn)
    {
        if (CheckAdministrator() is { } refusal)
        {
            return refusal;
        }

        if (string.IsNullOrWhiteSpace(AddIn.Name) || AddIn.Name.Length > NameLength || !TextRules.IsStorable(AddIn.Name)
            || AddIn.Id == Guid.Empty)
        {
            return Refusal.InvalidArgument($"An add-in needs an id and a name of 1 to {NameLength} characters");
        }

        if (AddIn.Url.Length > TextRules.UriLength || !TextRules.IsStorable(AddIn.Url)
            || !Uri.TryCreate(AddIn.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            return Refusal.InvalidArgument($"An add-in's address is http or https, at most {TextRules.UriLength} characters");
        }

        var all = turn.Pool.Others.AddIns;
        if (all.ContainsKey(AddIn.Id)
            || all.Values.Any(it => string.Equals(it.Name, AddIn.Name, StringComparison.OrdinalIgnoreCase)))
        {
            return Refusal.DuplicateName;
        }

        turn.Pool.Put(AddIn);
        turn.Record(ComplianceEventKind.RoomChange, turn.Now, null, By, e => e with
        {
            Reason = "AddInCreated",
            Text = $"Add-in {AddIn.Id} \"{AddIn.Name}\": {AddIn.Url}",
        });
        return AddIn;
    }
}
