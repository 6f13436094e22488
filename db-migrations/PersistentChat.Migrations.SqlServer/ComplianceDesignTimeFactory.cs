using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.Options;
using PersistentChat.Compliance.Store;

namespace PersistentChat.Migrations.SqlServer;

/// <summary>How <c>dotnet ef</c> gets the compliance database's context: for its model only, no database is opened.</summary>
public sealed class ComplianceDesignTimeFactory : IDesignTimeDbContextFactory<ComplianceDbContext>
{
    public ComplianceDbContext CreateDbContext(string[] args) => new ComplianceDatabase(Options.Create(
        new ComplianceStoreOptions { Provider = ComplianceStoreProvider.SqlServer, ConnectionString = "Server=design-time" }))
        .CreateDbContext();
}
