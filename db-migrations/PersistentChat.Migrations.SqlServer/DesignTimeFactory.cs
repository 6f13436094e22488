using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Migrations.SqlServer;

/// <summary>How <c>dotnet ef</c> gets the chat database's context: for its model only, no database is opened.</summary>
public sealed class DesignTimeFactory : IDesignTimeDbContextFactory<RoomDbContext>
{
    public RoomDbContext CreateDbContext(string[] args)
    {
        var assembly = typeof(DesignTimeFactory).Assembly.GetName().Name;
        return new RoomDbContext(new DbContextOptionsBuilder<RoomDbContext>()
            .UseSqlServer("Server=design-time", server => server.MigrationsAssembly(assembly))
            .Options);
    }
}
