using FluentValidation;
using PersistentChat.Management;
using PersistentChat.Server.Api;

namespace PersistentChat.Server.Browser;

internal sealed class CredentialsRules : AbstractValidator<Credentials>
{
    public CredentialsRules()
    {
        RuleFor(it => it.Name).IsName();
        RuleFor(it => it.Password).IsPassword();
    }
}

internal sealed class OwnPasswordRules : AbstractValidator<OwnPassword>
{
    public OwnPasswordRules()
    {
        RuleFor(it => it.Current).IsPassword();
        RuleFor(it => it.Password).IsPassword();
    }
}
