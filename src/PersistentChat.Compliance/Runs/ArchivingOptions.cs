using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PersistentChat.Compliance.Runs;

/// <summary>Which archives are made of what is recorded. Its share of section <c>Compliance</c>.</summary>
public sealed class ArchivingOptions
{
    public const string Section = "Compliance";

    /// <summary>Where adapters that are not built in are, whole path. Empty: there are none.</summary>
    public string AdapterFolder { get; set; } = "";

    /// <summary>By name: ASCII letters, digits, <c>-</c> and <c>_</c>, at most 40. The name is part of file names.</summary>
    public Dictionary<string, AdapterOptions> Adapters { get; } = new(StringComparer.Ordinal)
    {
        ["Xml"] = new AdapterOptions { Type = "Xml", Directory = "archive" },
    };

    internal IEnumerable<KeyValuePair<string, AdapterOptions>> Configured =>
        Adapters.Where(adapter => adapter.Value.Type.Length > 0).OrderBy(adapter => adapter.Key, StringComparer.Ordinal);
}

/// <summary>Says what is wrong with the settings' full names.</summary>
internal sealed class ArchivingOptionsValidator : IValidateOptions<ArchivingOptions>
{
    public ValidateOptionsResult Validate(string? name, ArchivingOptions options)
    {
        var faults = options.Adapters.SelectMany(adapter => Faults(adapter.Key, adapter.Value)).ToList();
        if (!options.Configured.Any())
        {
            faults.Add($"{ArchivingOptions.Section}:Adapters has no adapter, and {ArchivingOptions.Section}:Mode is On");
        }

        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> Faults(string name, AdapterOptions adapter)
    {
        var setting = $"{ArchivingOptions.Section}:Adapters:{name}";
        if (name.Length > 40 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            yield return $"{setting}: a name has at most 40 ASCII letters, digits, hyphens and low lines";
        }

        var results = new List<ValidationResult>();
        Validator.TryValidateObject(adapter, new ValidationContext(adapter), results, validateAllProperties: true);
        foreach (var result in results)
        {
            yield return $"{setting}:{result.MemberNames.FirstOrDefault()}: {result.ErrorMessage}";
        }
    }
}
