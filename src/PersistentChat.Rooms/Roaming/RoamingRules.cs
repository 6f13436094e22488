namespace PersistentChat.Rooms.Roaming;

/// <summary>What may be kept for a person: lengths as the tables have them, counts as the settings say.</summary>
internal static class RoamingRules
{
    /// <summary>xccos.md section 5.</summary>
    public const int PreferenceLabelLength = 255;

    public const int CategoryLength = 255;
    public const int InstanceLength = 64;
    public const int ContainerLength = 16;
    public const int MemberTypeLength = 32;
    public const int GroupsLength = 512;
    public const int ExternalUriLength = 1_024;

    public static readonly Refusal TooMuch = new(RefusalKind.LimitReached, "There is no room for more");

    /// <summary>Null: it may be kept.</summary>
    public static Refusal? Check(PublicationRequest request, RoamingOptions limits) =>
        CheckWord(request.Key.Category, CategoryLength, "A category")
        ?? CheckWord(request.Key.Instance, InstanceLength, "An instance")
        ?? CheckWord(request.Key.Container, ContainerLength, "A container")
        ?? TextRules.CheckOptional(request.Content, limits.MaxPublicationLength, "A publication")
        ?? (Enum.IsDefined(request.Life) ? null : Refusal.InvalidArgument("A publication needs a life"))
        ?? (request.Life is PublicationLife.Time && !request.Removes && request.Lifetime is not { Ticks: > 0 }
            ? Refusal.InvalidArgument("A publication with a time needs one")
            : null);

    public static Refusal? Check(Container container, RoamingOptions limits) =>
        CheckWord(container.Id, ContainerLength, "A container")
        ?? container.Members
            .Select(member => CheckWord(member.Type, MemberTypeLength, "A member's type")
                ?? TextRules.CheckOptional(member.Value, TextRules.UriLength, "A member"))
            .FirstOrDefault(refusal => refusal is not null)
        ?? (container.Members.Count > limits.MaxMembersPerContainer ? TooMuch : null);

    public static Refusal? Check(Contact contact) =>
        CheckWord(contact.Uri, TextRules.UriLength, "A contact's address")
        ?? TextRules.CheckOptional(contact.Name, TextRules.NameLength, "A contact's name")
        ?? TextRules.CheckOptional(contact.Groups, GroupsLength, "A contact's groups")
        ?? TextRules.CheckOptional(contact.ExternalUri, ExternalUriLength, "An external address");

    public static Refusal? Check(ContactGroup group) =>
        TextRules.CheckName(group.Name, "A group's name")
        ?? TextRules.CheckOptional(group.ExternalUri, ExternalUriLength, "An external address");

    public static Refusal? CheckWord(string text, int length, string what) =>
        text.Length > 0 && text.Length <= length && TextRules.IsStorable(text)
            ? null
            : Refusal.InvalidArgument($"{what} must be 1 to {length} characters of valid text");
}
