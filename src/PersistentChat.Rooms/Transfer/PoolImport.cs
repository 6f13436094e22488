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
    private static readonly Refusal Unknown = Refusal.InvalidArgument("It refers to something that is neither here nor in the export");
    private static readonly Refusal NotAllowedHere = new(RefusalKind.NotInScope, "The category does not allow everybody on its lists");

    /// <param name="by">An administrator. Null: an operator at the machine.</param>
    /// <param name="isTrial">Makes nothing: only says what is there already and what would be made.</param>
    /// <exception cref="InvalidDataException">It is no export; what came before that was taken in.</exception>
    public IAsyncEnumerable<ImportedThing> RunAsync(ZipArchive export, Person? by, bool isTrial, CancellationToken ct) =>
        new Run(journal, export, by, isTrial).DoAsync(ct);

    /// <summary>One import.</summary>
    private sealed class Run(Journal journal, ZipArchive export, Person? by, bool isTrial)
    {
        // What ids of the export are here.
        private readonly Dictionary<Guid, Guid> _ids = new() { [PrincipalSet.EverybodyId] = PrincipalSet.EverybodyId };

        public async IAsyncEnumerable<ImportedThing> DoAsync([EnumeratorCancellation] CancellationToken ct)
        {
            var about = await LinesAsync<TransferAbout>(TransferFormat.About, ct).FirstOrDefaultAsync(ct);
            if (about?.Version is not TransferFormat.Version)
            {
                throw new InvalidDataException("This is no export that can be read here");
            }

            await foreach (var person in LinesAsync<TransferPerson>(TransferFormat.People, ct))
            {
                yield return await TakeAsync(person);
            }

            await foreach (var thing in TakeGroupsAsync(ct))
            {
                yield return thing;
            }

            await foreach (var addIn in LinesAsync<AddIn>(TransferFormat.AddIns, ct))
            {
                var known = journal.Committed.AddIns.Values.FirstOrDefault(it => IsSame(it.Name, addIn.Name))?.Id;
                yield return await TakeAsync(ImportedKind.AddIn, addIn.Name, addIn.Id, known, () => DoAsync(new CreateAddIn(addIn)));
            }

            await foreach (var category in LinesAsync<TransferCategory>(TransferFormat.Categories, ct))
            {
                yield return await TakeAsync(category);
            }

            await foreach (var policy in LinesAsync<TransferPolicy>(TransferFormat.Policies, ct))
            {
                yield return await TakeAsync(policy);
            }

            await foreach (var room in LinesAsync<TransferRoom>(TransferFormat.Rooms, ct))
            {
                await foreach (var thing in TakeAsync(room, ct))
                {
                    yield return thing;
                }
            }
        }

        private async Task<ImportedThing> TakeAsync(TransferPerson person)
        {
            var known = journal.Committed.PeopleByUri.GetValueOrDefault(person.Uri);
            return await TakeAsync(ImportedKind.Person, person.Uri, person.Id, known?.Id, async () =>
            {
                var made = new Person(person.Id, person.Uri, person.DisplayName, person.Mail, person.Enabled && !person.Removed);
                return await DoAsync(new CreatePerson(made with { Source = person.Removed ? PrincipalSource.Local : person.Source }))
                    ?? (person.Removed ? await DoAsync(new RemovePerson(person.Id)) : null);
            });
        }

        // First all, then who is in them: they may be in each other in any order.
        private async IAsyncEnumerable<ImportedThing> TakeGroupsAsync([EnumeratorCancellation] CancellationToken ct)
        {
            var made = new List<TransferGroup>();
            await foreach (var group in LinesAsync<TransferGroup>(TransferFormat.Groups, ct))
            {
                var known = journal.Committed.Affiliations.Groups.Values
                    .FirstOrDefault(it => it.Kind == group.Kind && IsSame(it.Name, group.Name))?.Id;
                var thing = await TakeAsync(ImportedKind.Group, group.Name, group.Id, known, () =>
                    DoAsync(new CreateGroup(new Group(group.Id, group.Kind, group.Name, PrincipalSet.None, group.Source))));
                if (thing is { Exists: false, Refusal: null } && group.Members.Count > 0 && !isTrial)
                {
                    made.Add(group);
                }

                yield return thing;
            }

            foreach (var group in made)
            {
                var change = new ChangeGroup(journal.Committed.Affiliations.Groups[group.Id] with { Members = Known(group.Members) });
                if ((await DoAsync(change) ?? MissingIn(group.Members)) is { } refusal)
                {
                    yield return new ImportedThing(ImportedKind.Group, group.Name, Exists: false, refusal);
                }
            }
        }

        private Task<ImportedThing> TakeAsync(TransferCategory category)
        {
            var known = journal.Committed.Categories.Values.FirstOrDefault(it => IsSame(it.Name, category.Name))?.Id;
            return TakeAsync(ImportedKind.Category, category.Name, category.Id, known, async () =>
            {
                // A wall is not made with a hole in it.
                if (MissingIn(category.Denied) is { } refusal)
                {
                    return refusal;
                }

                var made = new Category(
                    category.Id, category.Name, category.Description, category.History, category.Files, category.Invitations)
                {
                    Allowed = Known(category.Allowed),
                    Denied = Known(category.Denied),
                    Creators = Known(category.Creators),
                };
                return await DoAsync(new CreateCategory(made));
            });
        }

        private async Task<ImportedThing> TakeAsync(TransferPolicy policy)
        {
            if (!_ids.TryGetValue(policy.Principal, out var id))
            {
                return new ImportedThing(ImportedKind.Policy, $"{policy.Principal}", Exists: false, Unknown);
            }

            var exists = journal.Committed.Policies.ContainsKey(id);
            return new ImportedThing(
                ImportedKind.Policy, $"{id}", exists, exists || isTrial ? null : await DoAsync(new SetPolicy(id, policy.Enabled)));
        }

        private async IAsyncEnumerable<ImportedThing> TakeAsync(TransferRoom room, [EnumeratorCancellation] CancellationToken ct)
        {
            var pool = journal.Committed;
            var known = pool.RoomIdsByName.TryGetValue(room.Name, out var named) ? named : pool.Room(room.Id)?.Id;
            var allowed = room.Roles.Where(role => _ids.ContainsKey(role.Principal))
                .Select(role => (_ids[role.Principal], (RoomRoles)role.Roles)).ToList();
            if (known is null && (!_ids.ContainsKey(room.CategoryId) || (room.AddInId is { } addIn && !_ids.ContainsKey(addIn))))
            {
                yield return new ImportedThing(ImportedKind.Room, room.Name, Exists: false, Unknown);
                yield break;
            }

            yield return await TakeAsync(ImportedKind.Room, room.Name, room.Id, known, () => DoAsync(new ImportRoom(
                new Room(
                    room.Id, _ids[room.CategoryId], room.Name, room.Description, room.Type, room.Privacy,
                    Disabled: true, room.InvitationsOff, room.AddInId is { } id ? _ids[id] : null),
                room.FirstId,
                allowed)));
            if (isTrial || (known is not null && known != room.Id) || journal.Committed.Room(room.Id) is not { } made)
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
                refusal = await DoAsync(new ChangeRoom(made.Room with { Disabled = false }));
            }

            if (count > 0 || refusal is not null)
            {
                yield return new ImportedThing(ImportedKind.Messages, $"{room.Name}, {count}", Exists: false, refusal);
            }
        }

        private async Task<(int Count, Refusal? Refusal)> TakeMessagesAsync(RoomSnapshot room, CancellationToken ct)
        {
            var count = 0;
            var messages = LinesAsync<TransferMessage>(TransferFormat.MessagesOf(room.Id), ct).Where(message => message.Id > room.LastId);
            await foreach (var step in messages.Chunk(ImportMessages.MaxMessages).WithCancellation(ct))
            {
                if (step.Any(message => !_ids.ContainsKey(message.Author)))
                {
                    return (count, Unknown);
                }

                var ours = step.Select(message => message with { Author = _ids[message.Author] }).ToList();
                if (await DoAsync(new ImportMessages(room.Id, ours)) is { } refusal)
                {
                    return (count, refusal);
                }

                count += ours.Count;
            }

            return (count, null);
        }

        /// <param name="id">In the export.</param>
        /// <param name="known">Of what is here already. Null: nothing is.</param>
        private async Task<ImportedThing> TakeAsync(ImportedKind kind, string name, Guid id, Guid? known, Func<Task<Refusal?>> make)
        {
            var refusal = known is null && !isTrial ? await make() : null;
            if (refusal is null)
            {
                _ids[id] = known ?? id;
            }

            return new ImportedThing(kind, name, known is not null, refusal);
        }

        private async Task<Refusal?> DoAsync<T>(ChangeCommand<T> change) =>
            (await journal.SubmitAsync(change with { By = by, AsAdministrator = true })).Refusal;

        private IAsyncEnumerable<T> LinesAsync<T>(string file, CancellationToken ct)
            where T : class =>
            export.GetEntry(file) is { } entry ? LinesAsync<T>(entry, ct) : AsyncEnumerable.Empty<T>();

        private static async IAsyncEnumerable<T> LinesAsync<T>(ZipArchiveEntry entry, [EnumeratorCancellation] CancellationToken ct)
            where T : class
        {
            await using var stream = await entry.OpenAsync(ct);
            await foreach (var line in TransferFormat.ReadAsync<T>(stream, ct))
            {
                yield return line;
            }
        }

        private PrincipalSet Known(IReadOnlyList<Guid> principals) =>
            PrincipalSet.Of(principals.Where(_ids.ContainsKey).Select(id => _ids[id]));

        private Refusal? MissingIn(IReadOnlyList<Guid> principals) => principals.All(_ids.ContainsKey) ? null : Unknown;

        private static bool IsSame(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
    }
}
