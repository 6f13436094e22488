using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PersistentChat.Compliance.Store;

/// <summary>Where the record is kept. Section <c>Compliance:Store</c>.</summary>
public sealed class ComplianceStoreOptions
{
    public const string Section = "Compliance:Store";

    [EnumDataType(typeof(ComplianceStoreProvider))]
    public ComplianceStoreProvider Provider { get; set; } = ComplianceStoreProvider.Sqlite;

    /// <summary>
    /// For the engine. Empty: <c>mgccomp.db</c> in the data folder, which only SQLite can do.
    /// </summary>
    public string? ConnectionString { get; set; }

    /// <summary>Brings the schema up to date at start; off, an old schema stops the start with a word on what to run.</summary>
    public bool MigrateAtStart { get; set; } = true;

    /// <summary>How long a statement may take, or wait for a lock, in seconds.</summary>
    [Range(1, 600)]
    public int CommandTimeoutSeconds { get; set; } = 30;
}

[OptionsValidator]
internal sealed partial class ComplianceStoreOptionsValidator : IValidateOptions<ComplianceStoreOptions>;
