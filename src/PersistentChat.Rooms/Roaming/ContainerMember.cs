namespace PersistentChat.Rooms.Roaming;

/// <summary>Whom a container is for: a person, a domain, or a kind such as <c>sameEnterprise</c>, which has no value.</summary>
public readonly record struct ContainerMember(string Type, string Value);
