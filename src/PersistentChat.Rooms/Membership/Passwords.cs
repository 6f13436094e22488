using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Rooms.Membership;

/// <summary>
/// Sets and finds what passwords are checked against. Owns the key; nothing else sees verifiers encrypted.
/// </summary>
public sealed class Passwords(
    IDbContextFactory<RoomDbContext> database, IOptions<StoreOptions> store, IOptions<RoomsOptions> rooms)
{
    private readonly Lock _creating = new();
    private VerifierKey? _key;
    private byte[]? _nobodys;

    /// <summary>The command that sets a person's password. Takes about a tenth of a second to make.</summary>
    public SetPassword Set(Person person, string password) => new(person.Id, Protected(person, password));

    /// <summary>The command that makes a person known, with a password. Takes as long as <see cref="Set"/>.</summary>
    public Outcome<CreatePerson> Create(Person person, string password) => PersonRules.Check(person) is { } refusal
        ? refusal
        : new CreatePerson(person) { Verifiers = Protected(person, password) };

    /// <summary>
    /// Null: the person has no password, or there is no such person, which takes as long to find out. Waits for the database:
    /// those who sign in do it one after the other, and before anything else.
    /// </summary>
    public PasswordVerifiers? Find(Guid personId)
    {
        using var db = database.CreateDbContext();
        var bytes = db.People.Where(p => p.Id == personId).Select(p => p.Verifiers).SingleOrDefault();
        var nobodys = Nobodys();
        var verifiers = PasswordVerifiers.FromBytes(Key().Decrypt(bytes ?? nobodys, bytes is null ? Guid.Empty : personId));
        return bytes is null ? null : verifiers;
    }

    private byte[] Protected(Person person, string password) =>
        Key().Encrypt(PasswordVerifiers.Derive(person.Uri, rooms.Value.Domain, password).ToBytes(), person.Id);

    // Has the length of everybody else's.
    private byte[] Nobodys()
    {
        lock (_creating)
        {
            return _nobodys ??= Key().Encrypt(
                PasswordVerifiers.Derive($"sip:{Guid.NewGuid()}@{rooms.Value.Domain}", rooms.Value.Domain, "").ToBytes(), Guid.Empty);
        }
    }

    private VerifierKey Key()
    {
        lock (_creating)
        {
            var file = store.Value.VerifierKeyFile;
            return _key ??= File.Exists(file) ? VerifierKey.Read(file) : VerifierKey.Create(file);
        }
    }
}
