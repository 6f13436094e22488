using System.ComponentModel.DataAnnotations;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace PersistentChat.Rooms.Store;

/// <summary>Where the pool is kept. Section <c>Store</c>.</summary>
public sealed class StoreOptions
{
    public const string Section = "Store";

    [EnumDataType(typeof(StoreProvider))]
    public StoreProvider Provider { get; set; } = StoreProvider.Sqlite;

    /// <summary>Holds the database (unless a connection string says otherwise) and the keys.</summary>
    [Required, StringLength(1024, MinimumLength = 1)]
    public string DataFolder { get; set; } = "data";

    /// <summary>For the engine. Empty: <c>mgc.db</c> in the data folder, which only SQLite can do.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// Brings the schema up to date at start; off, an old schema stops the start with a word on what to run.
    /// </summary>
    public bool MigrateAtStart { get; set; } = true;

    /// <summary>Uses a PostgreSQL or SQL Server that is set up to lose what it has committed when its machine fails.</summary>
    public bool AllowDataLoss { get; set; }

    /// <summary>How long a reader may take for one answer, and on SQLite how long anybody waits for a lock, in seconds.</summary>
    [Range(1, 600)]
    public int BusyTimeoutSeconds { get; set; } = 10;

    /// <summary>The SQLite file, whichever way it was named.</summary>
    internal string DatabaseFile => Path.GetFullPath(Sqlite.DataSource);

    internal string VerifierKeyFile => Path.GetFullPath(Path.Combine(DataFolder, "keys", "verifiers.key"));

    internal SqliteConnectionStringBuilder Sqlite
    {
        get
        {
            var builder = new SqliteConnectionStringBuilder(ConnectionString) { DefaultTimeout = BusyTimeoutSeconds };
            if (string.IsNullOrEmpty(builder.DataSource))
            {
                builder.DataSource = Path.Combine(DataFolder, "mgc.db");
            }

            return builder;
        }
    }
}

[OptionsValidator]
internal sealed partial class StoreOptionsValidator : IValidateOptions<StoreOptions>;
