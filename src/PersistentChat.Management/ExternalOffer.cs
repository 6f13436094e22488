namespace PersistentChat.Management;

/// <summary>Whether people can sign in with their account at an identity provider, by going to <c>/api/session/external</c>.</summary>
public sealed record ExternalOffer(bool Offered);
