namespace PersistentChat.Compliance.Store;

/// <summary>Which database engine holds the record.</summary>
public enum ComplianceStoreProvider
{
    Sqlite,
    PostgreSql,
    SqlServer,
}
