using System.IO.Compression;
using System.Runtime.CompilerServices;
using PersistentChat.Rooms.Categories;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Transfer;

// Inside the namespace, because outside it "Journal" would be the namespace beside this one.
using PersistentChat.Rooms.Journal;

/// <summary>
/// Takes in what <see cref="PoolExport"/> has written, one thing after the other. What is there already stays as it is, and others
/// refer to it; an import that broke off goes on where it was when it is done again.
/// </summary>
public sealed class PoolImport(Journal journal)
{
    /// <param name="by">An administrator. Null: an operator at the machine.</param>
    /// <param name="isTrial">Makes nothing: only says what is there already and what would be made.</param>
    /// <exception cref="InvalidDataException">It is no export; what came before that was taken in.</exception>
    public IAsyncEnumerable<ImportedThing> RunAsync(ZipArchive export, Person? by, bool isTrial, CancellationToken ct) =>
        RunAsync(new ImportRun(journal, export, by, isTrial), ct);

    private static async IAsyncEnumerable<ImportedThing> RunAsync(ImportRun run, [EnumeratorCancellation] CancellationToken ct)
    {
        var about = await run.LinesAsync<TransferAbout>(TransferFormat.About, ct).FirstOrDefaultAsync(ct);
        if (about?.Version is not TransferFormat.Version)
        {
            throw new InvalidDataException("This is no export that can be read here");
        }

        await foreach (var person in run.LinesAsync<TransferPerson>(TransferFormat.People, ct))
        {
            yield return await TakeAsync(run, person);
        }

        await foreach (var thing in TakeGroupsAsync(run, ct))
        {
            yield return thing;
        }

        await foreach (var addIn in run.LinesAsync<AddIn>(TransferFormat.AddIns, ct))
        {
            var known = run.Pool.AddIns.Values.FirstOrDefault(it => ImportRun.IsSame(it.Name, addIn.Name))?.Id;
            yield return await run.TakeAsync(ImportedKind.AddIn, addIn.Name, addIn.Id, known, () => run.DoAsync(new CreateAddIn(addIn)));
        }

        await foreach (var category in run.LinesAsync<TransferCategory>(TransferFormat.Categories, ct))
        {
            yield return await TakeAsync(run, category);
        }

        await foreach (var policy in run.LinesAsync<TransferPolicy>(TransferFormat.Policies, ct))
        {
            yield return await TakeAsync(run, policy);
        }

        var rooms = new RoomImport(run);
        await foreach (var room in run.LinesAsync<TransferRoom>(TransferFormat.Rooms, ct))
        {
            await foreach (var thing in rooms.TakeAsync(room, ct))
            {
                yield return thing;
            }
        }
    }

    private static async Task<ImportedThing> TakeAsync(ImportRun run, TransferPerson person)
    {
        var known = run.Pool.PeopleByUri.GetValueOrDefault(person.Uri);
        return await run.TakeAsync(ImportedKind.Person, person.Uri, person.Id, known?.Id, async () =>
        {
            var made = new Person(person.Id, person.Uri, person.DisplayName, person.Mail, person.Enabled && !person.Removed);
            return await run.DoAsync(new CreatePerson(made with { Source = person.Removed ? PrincipalSource.Local : person.Source }))
                ?? (person.Removed ? await run.DoAsync(new RemovePerson(person.Id)) : null);
        });
    }

    // First all, then who is in them: they may be in each other in any order.
    private static async IAsyncEnumerable<ImportedThing> TakeGroupsAsync(ImportRun run, [EnumeratorCancellation] CancellationToken ct)
    {
        var made = new List<TransferGroup>();
        await foreach (var group in run.LinesAsync<TransferGroup>(TransferFormat.Groups, ct))
        {
            var known = run.Pool.Affiliations.Groups.Values
                .FirstOrDefault(it => it.Kind == group.Kind && ImportRun.IsSame(it.Name, group.Name))?.Id;
            var thing = await run.TakeAsync(ImportedKind.Group, group.Name, group.Id, known, () =>
                run.DoAsync(new CreateGroup(new Group(group.Id, group.Kind, group.Name, PrincipalSet.None, group.Source))));
            if (thing is { Exists: false, Refusal: null } && group.Members.Count > 0 && !run.IsTrial)
            {
                made.Add(group);
            }

            yield return thing;
        }

        foreach (var group in made)
        {
            var change = new ChangeGroup(run.Pool.Affiliations.Groups[group.Id] with { Members = run.Known(group.Members) });
            if ((await run.DoAsync(change) ?? run.MissingIn(group.Members)) is { } refusal)
            {
                yield return new ImportedThing(ImportedKind.Group, group.Name, Exists: false, refusal);
            }
        }
    }

    private static Task<ImportedThing> TakeAsync(ImportRun run, TransferCategory category)
    {
        var known = run.Pool.Categories.Values.FirstOrDefault(it => ImportRun.IsSame(it.Name, category.Name))?.Id;
        return run.TakeAsync(ImportedKind.Category, category.Name, category.Id, known, async () =>
        {
            // A wall is not made with a hole in it.
            if (run.MissingIn(category.Denied) is { } refusal)
            {
                return refusal;
            }

            var made = new Category(
                category.Id, category.Name, category.Description, category.History, category.Files, category.Invitations)
            {
                Allowed = run.Known(category.Allowed),
                Denied = run.Known(category.Denied),
                Creators = run.Known(category.Creators),
            };
            return await run.DoAsync(new CreateCategory(made));
        });
    }

    private static async Task<ImportedThing> TakeAsync(ImportRun run, TransferPolicy policy)
    {
        if (run.Find(policy.Principal) is not { } id)
        {
            return new ImportedThing(ImportedKind.Policy, $"{policy.Principal}", Exists: false, ImportRun.Unknown);
        }

        var exists = run.Pool.Policies.ContainsKey(id);
        return new ImportedThing(
            ImportedKind.Policy, $"{id}", exists, exists || run.IsTrial ? null : await run.DoAsync(new SetPolicy(id, policy.Enabled)));
    }
}
