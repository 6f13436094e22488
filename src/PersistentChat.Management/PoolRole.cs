namespace PersistentChat.Management;

/// <summary>What a person may do that has signed in itself, or an access token may be used for.</summary>
public enum PoolRole
{
    /// <summary>What its person may do itself: own data, rooms it manages, categories it creates in.</summary>
    Person = 0,

    /// <summary>Everything.</summary>
    Administrator = 1,

    /// <summary>Archives; of administration the person's own data only.</summary>
    ComplianceOfficer = 2,

    /// <summary>Reads every setting, changes none.</summary>
    Auditor = 3,
}
