using System.Runtime.CompilerServices;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Transfer;

/// <summary>
/// The rooms of an import, each with what was said in it. Until that is complete a room is disabled, which is how the next import
/// knows one that broke off.
/// </summary>
internal sealed class RoomImport(ImportRun run)
{
    private static readonly Refusal NotAllowedHere = new(RefusalKind.NotInScope, "The category does not allow everybody on its lists");

    public async IAsyncEnumerable<ImportedThing> TakeAsync(TransferRoom room, [EnumeratorCancellation] CancellationToken ct)
    {
        var pool = run.Pool;
        var known = pool.RoomIdsByName.TryGetValue(room.Name, out var named) ? named : pool.Room(room.Id)?.Id;
        var (category, addIn) = (run.Find(room.CategoryId), room.AddInId is { } id ? run.Find(id) : null);
        if (known is null && (category is null || addIn is null != room.AddInId is null))
        {
            yield return new ImportedThing(ImportedKind.Room, room.Name, Exists: false, ImportRun.Unknown);
            yield break;
        }

        yield return await run.TakeAsync(ImportedKind.Room, room.Name, room.Id, known, () => run.DoAsync(new ImportRoom(
            new Room(
                room.Id, category!.Value, room.Name, room.Description, room.Type, room.Privacy, Disabled: true, room.InvitationsOff, addIn),
            room.FirstId,
            [.. room.Roles.Select(role => (Id: run.Find(role.Principal), role.Roles)).Where(role => role.Id is not null)
                .Select(role => (role.Id!.Value, (RoomRoles)role.Roles))])));
        if (run.IsTrial || (known is not null && known != room.Id) || run.Pool.Room(room.Id) is not { } made)
        {
            yield break;
        }

        if (known is null && made.Roles.Count + made.GroupRoles.Count < room.Roles.Count)
        {
            yield return new ImportedThing(ImportedKind.Room, room.Name, Exists: false, NotAllowedHere);
        }

        // One that broke off has left it disabled, with less than is to come.
        if (!made.Room.Disabled)
        {
            yield break;
        }

        var (count, refusal) = await TakeMessagesAsync(made, ct);
        if (refusal is null && !room.Disabled && (known is null || count > 0))
        {
            refusal = await run.DoAsync(new ChangeRoom(made.Room with { Disabled = false }));
        }

        if (count > 0 || refusal is not null)
        {
            yield return new ImportedThing(ImportedKind.Messages, $"{room.Name}, {count}", Exists: false, refusal);
        }
    }

    private async Task<(int Count, Refusal? Refusal)> TakeMessagesAsync(RoomSnapshot room, CancellationToken ct)
    {
        var count = 0;
        var messages = run.LinesAsync<TransferMessage>(TransferFormat.MessagesOf(room.Id), ct).Where(message => message.Id > room.LastId);
        await foreach (var step in messages.Chunk(ImportMessages.MaxMessages).WithCancellation(ct))
        {
            var ours = new List<TransferMessage>(step.Length);
            foreach (var message in step)
            {
                if (run.Find(message.Author) is not { } author)
                {
                    return (count, ImportRun.Unknown);
                }

                ours.Add(message with { Author = author });
            }

            if (await run.DoAsync(new ImportMessages(room.Id, ours)) is { } refusal)
            {
                return (count, refusal);
            }

            count += ours.Count;
        }

        return (count, null);
    }
}
