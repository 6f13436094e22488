using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace PersistentChat.Rooms.Store;

/// <summary>What differs between database engines; all else of the store is the same on each.</summary>
internal interface IStoreEngine
{
    /// <summary>Which database it is, for an operator to read; without passwords.</summary>
    string Database { get; }

    /// <summary>What a DBA runs, in <c>db-migrations</c>.</summary>
    string Script { get; }

    /// <summary>Bytes of the write-ahead log, where this process is who empties it; null: the engine's server does.</summary>
    long? LogSize => null;

    /// <summary>Contexts for whoever reads, with pooled connections; what they ask ends after a time.</summary>
    void Use(DbContextOptionsBuilder context);

    /// <summary>Contexts on the writer's own connection.</summary>
    void Use(DbContextOptionsBuilder context, DbConnection connection);

    /// <summary>A connection for the writer alone: not open, not from a pool.</summary>
    DbConnection CreateConnection();

    /// <summary>Makes an opened connection of the writer what it must be, and checks that it is.</summary>
    /// <exception cref="StoreException">What is committed through it would not be safe.</exception>
    Task PrepareAsync(DbConnection connection, CancellationToken ct);

    /// <summary>
    /// Takes the database for this process; whoever held it before is dead or has given it back. Null: somebody holds it.
    /// </summary>
    Task<IAsyncDisposable?> TryLockAsync(CancellationToken ct);

    /// <summary>The writer's row, read when no commit of another connection is under way any more.</summary>
    IQueryable<WriterState> SettledWriter(RoomDbContext db);

    /// <summary>The numbers of the messages that are looked for, in order.</summary>
    Task<List<long>> FindAsync(RoomDbContext db, TermSearch search, CancellationToken ct);
}
