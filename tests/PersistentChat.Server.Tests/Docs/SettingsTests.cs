using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using PersistentChat.Compliance.Store;
using PersistentChat.Operation;
using PersistentChat.Rooms;
using PersistentChat.Server.Hosting;
using PersistentChat.Sip.Transport;
using PersistentChat.Xccos;
using RangeAttribute = System.ComponentModel.DataAnnotations.RangeAttribute;

namespace PersistentChat.Server.Tests.Docs;

/// <summary><c>appsettings.json</c> says every setting there is, each with the default that holds without the file.</summary>
internal sealed class SettingsTests
{
    private static readonly Assembly[] Assemblies =
        [typeof(ServerOptions).Assembly, typeof(RoomsOptions).Assembly, typeof(SipLimits).Assembly, typeof(XccosLimits).Assembly,
            typeof(ComplianceStoreOptions).Assembly, typeof(TelemetryOptions).Assembly];

    private static readonly IConfigurationRoot File = new ConfigurationBuilder()
        .AddJsonFile(Repository.PathOf("src/PersistentChat.Server/appsettings.json")).Build();

    [TestCaseSource(nameof(Settings))]
    public void Every_setting_is_in_the_file_with_its_default(string key, object? value)
    {
        var text = value switch
        {
            null => "",
            bool flag => flag.ToString(),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString(),
        };
        Assert.That(File[key], Is.EqualTo(text), key);
    }

    [Test]
    public void No_other_setting_is_in_the_file()
    {
        var known = Settings().Select(setting => (string)setting.Arguments[0]!).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var strange = File.AsEnumerable()
            .Where(pair => pair.Value is not null && !pair.Key.StartsWith("Logging:", StringComparison.Ordinal))
            .Select(pair => pair.Key)
            .Where(key => !known.Contains(key));
        Assert.That(strange, Is.Empty);
    }

    [TestCaseSource(nameof(Settings))]
    public void The_README_lists_the_section_of_every_setting(string key, object? value)
    {
        var section = key[..key.LastIndexOf(':')];
        Assert.That(Repository.Read("README.md"), Does.Contain($"| `{section}` |"), $"{key} ({value})");
    }

    [Test]
    public void Every_number_and_time_among_the_settings_has_a_range()
    {
        var unbounded = OptionTypes()
            .SelectMany(type => type.GetProperties())
            .Where(property => property.CanWrite && property.PropertyType is { IsValueType: true } type
                && type != typeof(bool) && !type.IsEnum)
            .Where(property => property.GetCustomAttribute<RangeAttribute>() is null)
            .Select(property => $"{property.DeclaringType!.Name}.{property.Name}");
        Assert.That(unbounded, Is.Empty);
    }

    private static IEnumerable<Type> OptionTypes() => Assemblies
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.GetField("Section", BindingFlags.Public | BindingFlags.Static) is { IsLiteral: true });

    private static IEnumerable<TestCaseData> Settings() =>
        from type in OptionTypes()
        let section = (string)type.GetField("Section")!.GetRawConstantValue()!
        let defaults = Activator.CreateInstance(type)
        from property in type.GetProperties()
        where property.CanWrite
        select new TestCaseData($"{section}:{property.Name}", property.GetValue(defaults));
}
