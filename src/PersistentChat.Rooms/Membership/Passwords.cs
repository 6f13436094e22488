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

    /// <summary>The command that sets a person's password. Takes about a tenth of a second to make.</summary>
    public SetPassword Set(Person person, string password)
    {
        var verifiers = PasswordVerifiers.Derive(person.Uri, rooms.Value.Domain, password);
        return new SetPassword(person.Id, Key().Encrypt(verifiers.ToBytes(), person.Id));
    }

    /// <summary>Null: the person has no password, or there is no such person.</summary>
    public async Task<PasswordVerifiers?> FindAsync(Guid personId, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        var bytes = await db.People.Where(p => p.Id == personId).Select(p => p.Verifiers).SingleOrDefaultAsync(ct);
        return bytes is null ? null : PasswordVerifiers.FromBytes(Key().Decrypt(bytes, personId));
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
