using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Migrations.Sqlite;

/// <summary>How <c>dotnet ef</c> gets a context: for its model only, no database is opened.</summary>
public sealed class DesignTimeFactory : IDesignTimeDbContextFactory<RoomDbContext>
{
    public RoomDbContext CreateDbContext(string[] args)
    {
        var assembly = typeof(DesignTimeFactory).Assembly.GetName().Name;
        return new RoomDbContext(new DbContextOptionsBuilder<RoomDbContext>()
            .UseSqlite("Data Source=design-time.db", sqlite => sqlite.MigrationsAssembly(assembly))
            .Options);
    }
}
