using Microsoft.Extensions.Options;
using PersistentChat.Compliance.Adapters.Actiance;
using PersistentChat.Compliance.Adapters.Csv;
using PersistentChat.Compliance.Adapters.Eml;
using PersistentChat.Compliance.Adapters.JsonLines;
using PersistentChat.Compliance.Adapters.Xml;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Contracts.Adapters;

namespace PersistentChat.Compliance.Runs;

/// <summary>Makes the adapters that the settings name. What is wrong with one stops the start, by its name.</summary>
internal sealed class AdapterCatalogue(IOptions<ArchivingOptions> options, ArchivePlaces places)
{
    private static readonly Dictionary<string, Func<IComplianceAdapter>> BuiltIn = new(StringComparer.Ordinal)
    {
        ["Xml"] = () => new XmlAdapter(),
        ["Actiance"] = () => new ActianceAdapter(),
        ["Eml"] = () => new EmlAdapter(),
        ["Csv"] = () => new CsvAdapter(),
        ["JsonLines"] = () => new JsonLinesAdapter(),
    };

    private readonly Lazy<IReadOnlyList<ConfiguredAdapter>> _adapters = new(() => Make(options.Value, places));

    /// <summary>By name.</summary>
    /// <exception cref="OptionsValidationException">The settings name what there is not, or what is refused.</exception>
    public IReadOnlyList<ConfiguredAdapter> Adapters => _adapters.Value;

    private static List<ConfiguredAdapter> Make(ArchivingOptions options, ArchivePlaces places)
    {
        var adapters = options.Configured.Select(adapter => Make(adapter.Key, adapter.Value, options, places)).ToList();
        var shared = adapters.GroupBy(adapter => adapter.Directory, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return shared is null
            ? adapters
            : throw Wrong(shared.Last().Name, nameof(AdapterOptions.Directory), $"{shared.Key} is the archive of {shared.First().Name}");
    }

    private static ConfiguredAdapter Make(string name, AdapterOptions adapter, ArchivingOptions options, ArchivePlaces places)
    {
        var (made, assembly) = Create(name, adapter, options);
        try
        {
            made.Configure(new AdapterSettings
            {
                Name = name,
                OneChatRoomPerOutputFile = adapter.OneChatRoomPerOutputFile,
                AddChatRoomDetails = adapter.AddChatRoomDetails,
                AddUserDetails = adapter.AddUserDetails,
                CustomConfiguration = adapter.CustomConfiguration.Length > 0 ? adapter.CustomConfiguration : null,
                CreateFileAttachmentsManifest = adapter.CreateFileAttachmentsManifest,
                Options = adapter.Options,
            });
        }
        catch (AdapterSettingException wrong)
        {
            throw Wrong(name, wrong.Setting, wrong.Message);
        }

        var directory = adapter.Directory.Length > 0 ? adapter.Directory : Path.Combine("archive", name);
        return new ConfiguredAdapter(
            name, made, Path.GetFullPath(Path.Combine(places.DataFolder, directory)), adapter, assembly);
    }

    private static (IComplianceAdapter Adapter, ComplianceAssembly? Assembly) Create(
        string name, AdapterOptions adapter, ArchivingOptions options)
    {
        if (BuiltIn.TryGetValue(adapter.Type, out var make))
        {
            return (make(), null);
        }

        try
        {
            return AdapterLoader.Load(options.AdapterFolder, adapter.Type);
        }
        catch (AdapterRefusedException refused)
        {
            throw Wrong(name, nameof(AdapterOptions.Type), refused.Message);
        }
    }

    private static OptionsValidationException Wrong(string name, string setting, string why) =>
        new(ArchivingOptions.Section, typeof(ArchivingOptions), [$"{ArchivingOptions.Section}:Adapters:{name}:{setting}: {why}"]);
}
