namespace PersistentChat.Rooms.Access;

/// <summary>What an access token may be used for. Stored by number.</summary>
public enum TokenRole
{
    /// <summary>What its person may do itself: its own data, the rooms that it manages, the categories that it creates in.</summary>
    Person = 0,

    /// <summary>Everything.</summary>
    Administrator = 1,

    /// <summary>Archives; of administration no more than the person's own data.</summary>
    ComplianceOfficer = 2,

    /// <summary>Reads every setting, changes none.</summary>
    Auditor = 3,
}
