using System.Collections.Frozen;
using System.Text.Json;
using FluentValidation;
using PersistentChat.Management;

namespace PersistentChat.Server.Api;

/// <summary>Looks at the bodies of requests before endpoints do, and says all that is wrong with their fields at once.</summary>
internal static class Validation
{
    private static readonly FrozenDictionary<Type, IValidator> Validators = new Dictionary<Type, IValidator>
    {
        [typeof(NewToken)] = new NewTokenRules(),
        [typeof(CategorySettings)] = new CategoryRules(),
        [typeof(RoomSettings)] = new RoomRules(),
        [typeof(ClearHistory)] = new ClearHistoryRules(),
        [typeof(RoleChanges)] = new RoleChangesRules(),
        [typeof(NewPerson)] = new NewPersonRules(),
        [typeof(PersonSettings)] = new PersonRules(),
        [typeof(NewPassword)] = new PasswordRules(),
        [typeof(NewGroup)] = new NewGroupRules(),
        [typeof(GroupSettings)] = new GroupRules(),
        [typeof(Policy)] = new PolicyRules(),
        [typeof(AddInSettings)] = new AddInRules(),
        [typeof(ReplaceMessages)] = new ReplaceMessagesRules(),
        [typeof(MessageSearch)] = new MessageSearchRules(),
        [typeof(PoolSettings)] = new PoolSettingsRules(),
    }.ToFrozenDictionary();

    public static async ValueTask<object?> FilterAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        foreach (var argument in context.Arguments)
        {
            if (argument is not null && Validators.TryGetValue(argument.GetType(), out var validator)
                && validator.Validate(new ValidationContext<object>(argument)) is { IsValid: false } result)
            {
                return Problems.Invalid(result.Errors
                    .GroupBy(error => NameOf(error.PropertyName), error => error.ErrorMessage)
                    .ToDictionary(group => group.Key, group => group.Distinct().ToArray()));
            }
        }

        return await next(context);
    }

    // "Settings.Members[3]" as it is called in JSON.
    private static string NameOf(string property) => string.Join('.', property.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
}
