using FluentValidation;
using PersistentChat.Management;

namespace PersistentChat.Server.Api;

// One class for each body that has fields to be wrong. What depends on the pool is decided by the use cases.

internal sealed class NewTokenRules : AbstractValidator<NewToken>
{
    public NewTokenRules()
    {
        RuleFor(it => it.Name).IsName();
        RuleFor(it => it.Person).IsPrincipal();
        RuleFor(it => it.ExpiresAt).Must(Fields.IsInstant).WithMessage(Fields.NoInstant);
    }
}

internal sealed class CategoryRules : AbstractValidator<CategorySettings>
{
    public CategoryRules()
    {
        RuleFor(it => it.Name).IsName();
        RuleFor(it => it.Description).IsText();
        RuleFor(it => it.Allowed).ArePrincipals();
        RuleFor(it => it.Denied).ArePrincipals();
        RuleFor(it => it.Creators).ArePrincipals();
    }
}

internal sealed class RoomRules : AbstractValidator<RoomSettings>
{
    public RoomRules()
    {
        RuleFor(it => it.Name).IsName();
        RuleFor(it => it.Description).IsText();
    }
}

internal sealed class ClearHistoryRules : AbstractValidator<ClearHistory>
{
    public ClearHistoryRules() =>
        RuleFor(it => it.Through).Must(date => date.Year is >= Fields.FirstYear and <= Fields.LastYear).WithMessage(Fields.NoInstant);
}

internal sealed class RoleChangesRules : AbstractValidator<RoleChanges>
{
    private const int MaxChanges = 1000;

    public RoleChangesRules()
    {
        RuleFor(it => it.Changes).Must(all => all.Count is >= 1 and <= MaxChanges).WithMessage($"There must be 1 to {MaxChanges} changes");
        RuleForEach(it => it.Changes).NotNull().ChildRules(change =>
        {
            change.RuleFor(it => it.Principal).IsPrincipal();
            change.RuleFor(it => it.Roles).Must(roles => roles.Count <= 3).WithMessage("There are three roles");
        });
    }
}

internal sealed class NewPersonRules : AbstractValidator<NewPerson>
{
    public NewPersonRules()
    {
        RuleFor(it => it.Uri).IsPrincipal();
        RuleFor(it => it.Settings).SetValidator(new PersonRules());
        RuleFor(it => it.Password).IsPassword();
    }
}

internal sealed class PersonRules : AbstractValidator<PersonSettings>
{
    public PersonRules()
    {
        RuleFor(it => it.DisplayName).IsName();
        RuleFor(it => it.Mail).IsText();
    }
}

internal sealed class PasswordRules : AbstractValidator<NewPassword>
{
    public PasswordRules() => RuleFor(it => it.Password).IsPassword();
}

internal sealed class NewGroupRules : AbstractValidator<NewGroup>
{
    public NewGroupRules() => RuleFor(it => it.Settings).SetValidator(new GroupRules());
}

internal sealed class GroupRules : AbstractValidator<GroupSettings>
{
    public GroupRules()
    {
        RuleFor(it => it.Name).IsName();
        RuleFor(it => it.Members).ArePrincipals();
    }
}

internal sealed class PolicyRules : AbstractValidator<Policy>
{
    public PolicyRules() => RuleFor(it => it.Principal).IsPrincipal();
}

internal sealed class AddInRules : AbstractValidator<AddInSettings>
{
    private const int MaxName = 50;
    private const int MaxUrl = 255;

    public AddInRules()
    {
        RuleFor(it => it.Name).NotEmpty().MaximumLength(MaxName);
        RuleFor(it => it.Url).NotEmpty().MaximumLength(MaxUrl);
    }
}

internal sealed class ReplaceMessagesRules : AbstractValidator<ReplaceMessages>
{
    private const int MaxWords = 1000;

    public ReplaceMessagesRules()
    {
        RuleFor(it => it.Words).MaximumLength(MaxWords);
        RuleFor(it => it.From).Must(at => at is null || Fields.IsInstant(at.Value)).WithMessage(Fields.NoInstant);
        RuleFor(it => it.Before).Must(at => at is null || Fields.IsInstant(at.Value)).WithMessage(Fields.NoInstant);
        RuleFor(it => it.Text).Must((it, text) => text is null || !it.Remove).WithMessage("Nothing stands in the place of what is removed");
        RuleFor(it => it)
            .Must(it => it.Author is not null || it.From is not null || it.Before is not null || !string.IsNullOrWhiteSpace(it.Words))
            .OverridePropertyName("words")
            .WithMessage("Author, dates or words must say which messages are meant; a whole history is cleared");
    }
}

internal sealed class MessageSearchRules : AbstractValidator<MessageSearch>
{
    private const int MaxLimit = 1000;

    public MessageSearchRules()
    {
        RuleFor(it => it.Rooms).NotEmpty();
        RuleFor(it => it.Authors).ArePrincipals();
        RuleFor(it => it.From).Must(at => at is null || Fields.IsInstant(at.Value)).WithMessage(Fields.NoInstant);
        RuleFor(it => it.Before).Must(at => at is null || Fields.IsInstant(at.Value)).WithMessage(Fields.NoInstant);
        RuleFor(it => it.Limit).InclusiveBetween(1, MaxLimit);
    }
}

internal sealed class PoolSettingsRules : AbstractValidator<PoolSettings>
{
    private const int MaxHistory = 500;
    private const int MaxPeople = 100_000;
    private const int MaxLength = 1_000_000;

    public PoolSettingsRules()
    {
        RuleFor(it => it.DefaultHistory).InclusiveBetween(1, MaxHistory);
        RuleFor(it => it.ParticipantUpdateLimit).InclusiveBetween(1, MaxPeople);
        RuleFor(it => it.MessageLength).InclusiveBetween(1, MaxLength);
        RuleFor(it => it.StoryLength).InclusiveBetween(1, MaxLength);
    }
}
