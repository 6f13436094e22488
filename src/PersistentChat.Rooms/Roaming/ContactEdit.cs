namespace PersistentChat.Rooms.Roaming;

/// <summary>One edit of a contact list, as the SOAP operations of the same names.</summary>
public abstract record ContactEdit
{
    private ContactEdit()
    {
    }

    /// <summary>Adds a contact or changes it.</summary>
    public sealed record SetContact(Contact Contact) : ContactEdit;

    public sealed record DeleteContact(string Uri) : ContactEdit;

    public sealed record AddGroup(string Name, string ExternalUri) : ContactEdit;

    public sealed record ModifyGroup(ContactGroup Group) : ContactEdit;

    /// <summary>Contacts stay, and are in one group less.</summary>
    public sealed record DeleteGroup(int Id) : ContactEdit;
}
