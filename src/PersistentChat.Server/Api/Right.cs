namespace PersistentChat.Server.Api;

/// <summary>What somebody needs to be let in to an endpoint at all; about single objects the rules of the rooms decide.</summary>
internal enum Right
{
    /// <summary>Everybody with a token: what is said is about the caller itself.</summary>
    OwnData,

    /// <summary>Administrators and auditors see everything, people what they see in their client; compliance officers nothing.</summary>
    Look,

    /// <summary>Administrators and auditors.</summary>
    Read,

    /// <summary>Administrators, and people as far as the rules let each: creators and managers.</summary>
    Manage,

    /// <summary>Administrators.</summary>
    Administer,

    /// <summary>Compliance officers, and administrators.</summary>
    Archives,
}
