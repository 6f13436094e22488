using Microsoft.Extensions.Options;

namespace PersistentChat.Rooms;

/// <summary>
/// Says settings' names in full (<c>Rooms:ParticipantUpdateLimit</c>), as they are written in configuration.
/// </summary>
internal sealed class NamedValidator<TOptions>(IValidateOptions<TOptions> validator, string section)
    : IValidateOptions<TOptions>
    where TOptions : class
{
    // The generated validator takes a name and puts it before each property with a dot.
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var result = validator.Validate(section, options);
        return result.Failed
            ? ValidateOptionsResult.Fail(result.Failures.Select(f => f.Replace(
                $"{section}.", $"{section}:", StringComparison.Ordinal)))
            : result;
    }
}
