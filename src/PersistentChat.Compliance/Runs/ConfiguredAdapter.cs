using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Contracts.Adapters;

namespace PersistentChat.Compliance.Runs;

/// <summary>An adapter of the configuration, made and configured.</summary>
/// <param name="Directory">Its own folder, whole path.</param>
/// <param name="Assembly">Where its code came from. Null: it is built in.</param>
internal sealed record ConfiguredAdapter(
    string Name, IComplianceAdapter Adapter, string Directory, AdapterOptions Options, ComplianceAssembly? Assembly);
