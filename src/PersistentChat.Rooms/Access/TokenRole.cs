namespace PersistentChat.Rooms.Access;

/// <summary>
/// What an access token may be used for, or what a person may do that has signed in itself: one of these. Stored by number.
/// </summary>
public enum TokenRole
{
    /// <summary>What everybody may do: own data, the rooms that one manages, the categories that one creates in.</summary>
    Person = 0,

    /// <summary>Everything.</summary>
    Administrator = 1,

    /// <summary>Archives; of administration no more than the person's own data.</summary>
    ComplianceOfficer = 2,

    /// <summary>Reads every setting, changes none.</summary>
    Auditor = 3,
}
