using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Rooms.Membership;

/// <summary>
/// Part of opening the store: in a database with passwords there must be a key, and it must be theirs. Found out at
/// start, not when the first person fails to sign in; and never is a new key made beside passwords of an old one.
/// </summary>
internal static class VerifierKeyCheck
{
    /// <exception cref="StoreException">The message names the key file.</exception>
    public static async Task RunAsync(RoomDbContext db, string file, CancellationToken ct)
    {
        var sample = await db.People.AsNoTracking().FirstOrDefaultAsync(p => p.Verifiers != null, ct);
        if (sample is null)
        {
            return;
        }

        if (!File.Exists(file))
        {
            throw new StoreException($"The key file {file} is missing: no password in this database can be checked");
        }

        try
        {
            VerifierKey.Read(file).Decrypt(sample.Verifiers, sample.Id);
        }
        catch (CryptographicException wrong)
        {
            throw new StoreException($"The key file {file} is not the key of this database's passwords", wrong);
        }
    }
}
