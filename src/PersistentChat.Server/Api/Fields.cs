using FluentValidation;

namespace PersistentChat.Server.Api;

/// <summary>What fields of the same sort have in common.</summary>
internal static class Fields
{
    public const int FirstYear = 1970;
    public const int LastYear = 9000;
    public const string NoInstant = "The year must be 1970 to 9000";
    public const int MaxText = 256;

    private const int MaxPrincipals = 10_000;

    public static bool IsInstant(DateTimeOffset at) => at.Year is >= FirstYear and <= LastYear;

    public static void IsName<T>(this IRuleBuilder<T, string> rule) => rule.NotEmpty().MaximumLength(MaxText);

    public static void IsText<T>(this IRuleBuilder<T, string?> rule) => rule.MaximumLength(MaxText);

    public static void IsPrincipal<T>(this IRuleBuilder<T, string> rule) => rule.NotEmpty().MaximumLength(MaxText + "domain:".Length);

    public static void IsPassword<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(password => password is null or { Length: >= 1 and <= MaxText }).WithMessage($"A password has 1 to {MaxText} characters");

    public static void ArePrincipals<T>(this IRuleBuilder<T, IReadOnlyList<string>?> rule) => rule
        .Must(all => all is null || all.Count <= MaxPrincipals).WithMessage($"There can be {MaxPrincipals} principals")
        .Must(all => all is null || all.All(name => !string.IsNullOrEmpty(name))).WithMessage("Each principal needs a name");
}
