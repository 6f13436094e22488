using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Store;

namespace PersistentChat.Compliance.Runs;

/// <summary>Who was in a room where an adapter's cursor stands.</summary>
internal sealed class PresenceStore(IDbContextFactory<ComplianceDbContext> databases)
{
    /// <summary>By URI (ordinal).</summary>
    public async Task<IReadOnlyList<CompliancePerson>> ReadAsync(string adapter, string room, CancellationToken ct)
    {
        await using var db = databases.CreateDbContext();
        return [.. Decode(await FindAsync(db, adapter, room, ct)).Values];
    }

    /// <summary>Moves everybody as the slice's events say; saved with the cursor.</summary>
    public static async Task AdvanceAsync(ComplianceDbContext db, string adapter, RecordReader slice, CancellationToken ct)
    {
        foreach (var room in await slice.RoomsAsync(ct))
        {
            if (room is not null)
            {
                await AdvanceAsync(db, adapter, room, slice.ReadMovesAsync(room, ct), ct);
            }
        }
    }

    private static async Task AdvanceAsync(
        ComplianceDbContext db, string adapter, string room, IAsyncEnumerable<ComplianceEvent> moves, CancellationToken ct)
    {
        PresenceRow? row = null;
        SortedDictionary<string, CompliancePerson>? people = null;
        await foreach (var happened in moves)
        {
            if (people is null)
            {
                row = await FindAsync(db, adapter, room, ct);
                people = Decode(row);
            }

            if (happened.Person is not { } person)
            {
                continue;
            }

            if (happened.Kind is ComplianceEventKind.Join)
            {
                people[person.Uri] = person;
            }
            else
            {
                people.Remove(person.Uri);
            }
        }

        if (people is not null)
        {
            Put(db, row, adapter, room, people);
        }
    }

    private static void Put(
        ComplianceDbContext db, PresenceRow? row, string adapter, string room, SortedDictionary<string, CompliancePerson> people)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes([.. people.Values], ComplianceJson.Default.ListCompliancePerson);
        if (people.Count == 0 && row is not null)
        {
            db.Remove(row);
        }
        else if (row is not null)
        {
            row.People = json;
        }
        else if (people.Count > 0)
        {
            db.Add(new PresenceRow { Adapter = adapter, RoomUri = room, People = json });
        }
    }

    private static Task<PresenceRow?> FindAsync(ComplianceDbContext db, string adapter, string room, CancellationToken ct) =>
        db.Presence.SingleOrDefaultAsync(p => p.Adapter == adapter && p.RoomUri == room, ct);

    private static SortedDictionary<string, CompliancePerson> Decode(PresenceRow? row)
    {
        var people = new SortedDictionary<string, CompliancePerson>(StringComparer.Ordinal);
        if (row is null)
        {
            return people;
        }

        foreach (var person in JsonSerializer.Deserialize(row.People, ComplianceJson.Default.ListCompliancePerson)!)
        {
            people[person.Uri] = person;
        }

        return people;
    }
}
