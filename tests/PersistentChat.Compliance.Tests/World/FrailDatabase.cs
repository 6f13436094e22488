using Microsoft.EntityFrameworkCore;
using PersistentChat.Compliance.Store;

namespace PersistentChat.Compliance.Tests.World;

/// <summary>The compliance database, away when it is told to be.</summary>
internal sealed class FrailDatabase(IDbContextFactory<ComplianceDbContext> database) : IDbContextFactory<ComplianceDbContext>
{
    public const string Reason = "The database is away";

    private volatile bool _isAway;
    private int _refused;

    public bool IsAway
    {
        set => _isAway = value;
    }

    /// <summary>How often it was asked while it was away.</summary>
    public int Refused => Volatile.Read(ref _refused);

    public ComplianceDbContext CreateDbContext()
    {
        if (!_isAway)
        {
            return database.CreateDbContext();
        }

        Interlocked.Increment(ref _refused);
        throw new InvalidOperationException(Reason);
    }
}
