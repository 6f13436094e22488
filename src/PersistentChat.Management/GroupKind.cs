namespace PersistentChat.Management;

/// <summary>Whether a group is a list, or everybody with an address in a domain.</summary>
public enum GroupKind
{
    Domain = 8,
    Group = 9,
}
