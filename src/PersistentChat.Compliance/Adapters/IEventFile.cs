using PersistentChat.Compliance.Contracts;

namespace PersistentChat.Compliance.Adapters;

/// <summary>Writes events of every kind, one after the other. Disposing it writes what is left.</summary>
internal interface IEventFile : IDisposable
{
    void Write(ComplianceEvent happened);
}
