using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Rooms;

/// <summary>Forgets an add-in that no room uses.</summary>
public sealed record DeleteAddIn(Guid AddInId) : ChangeCommand<AddIn>
{
    internal override string Ids => $"{AddInId}";

    internal override Outcome<AddIn> Decide(Turn turn)
    {
        if (CheckAdministrator() is { } refusal)
        {
            return refusal;
        }

        if (!turn.Pool.Others.AddIns.TryGetValue(AddInId, out var addIn))
        {
            return Refusal.NoSuchAddIn;
        }

        if (turn.Pool.Rooms.Any(room => room.Room.AddInId == AddInId))
        {
            return Refusal.InUse;
        }

        turn.Pool.Delete(addIn);
        turn.Record(ComplianceEventKind.RoomChange, turn.Now, null, By, e => e with
        {
            Reason = "AddInDeleted",
            Text = $"Add-in {addIn.Id} \"{addIn.Name}\": {addIn.Url}",
        });
        return addIn;
    }
}
