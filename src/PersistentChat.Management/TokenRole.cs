namespace PersistentChat.Management;

/// <summary>What an access token may be used for, or a person may do that has signed in itself.</summary>
public enum TokenRole
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
