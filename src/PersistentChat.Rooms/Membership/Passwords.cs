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
    public SetPassword Set(Person person, string password)
    {
        var verifiers = PasswordVerifiers.Derive(person.Uri, rooms.Value.Domain, password);
        return new SetPassword(person.Id, Key().Encrypt(verifiers.ToBytes(), person.Id));
    }

    /// <summary>
    /// Null: the person has no password, or there is no such person, which takes as long to find out. Waits for the database:
    /// those who sign in do it one after the other, and before anything else.
    /// </summary>
    public PasswordVerifiers? Find(Guid personId)
    {
        var stored = Read(personId);
        var verifiers = Open(stored, personId);
        return stored is null ? null : verifiers;
    }

    /// <summary>
    /// Null: the password is wrong, or the person has none, or there is no such person, which takes as long to find out: some hundredths of
    /// a second of a processor. Waits for the database like <see cref="Find"/>.
    /// </summary>
    public PasswordProof? Check(Guid personId, string password)
    {
        var stored = Read(personId);
        return Open(stored, personId).Matches(password) && stored is not null ? new PasswordProof(personId, stored) : null;
    }

    /// <summary>Whether the password that was right then is the person's still.</summary>
    public bool Holds(PasswordProof proof) => Read(proof.PersonId) is { } stored && stored.AsSpan().SequenceEqual(proof.Stored);

    private byte[]? Read(Guid personId)
    {
        using var db = database.CreateDbContext();
        return db.People.Where(p => p.Id == personId).Select(p => p.Verifiers).SingleOrDefault();
    }

    private PasswordVerifiers Open(byte[]? stored, Guid personId)
    {
        var nobodys = Nobodys();
        return PasswordVerifiers.FromBytes(Key().Decrypt(stored ?? nobodys, stored is null ? Guid.Empty : personId));
    }

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
