namespace PersistentChat.Rooms.Access;

/// <summary>
/// What somebody may do in the administration: a person that has signed in itself, or an access token. Stored by number.
/// </summary>
public enum PoolRole
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
