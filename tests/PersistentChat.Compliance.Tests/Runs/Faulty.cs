using PersistentChat.Compliance.Adapters.JsonLines;
using PersistentChat.Compliance.Contracts.Adapters;

namespace PersistentChat.Compliance.Tests.Runs;

/// <summary>An adapter that does what it is told instead of its work, until it is told nothing.</summary>
internal sealed class Faulty : IComplianceAdapter
{
    private readonly JsonLinesAdapter _good = new();

    public Func<ComplianceSlice, IArchiveWriter, Task<AdapterResult>>? Fault { get; set; }

    public int Calls { get; private set; }

    public int SliceLimit { get; init; } = 1000;

    public void Configure(AdapterSettings settings) => _good.Configure(settings);

    public Task<AdapterResult> ExportAsync(ComplianceSlice slice, IArchiveWriter archive, CancellationToken cancellationToken)
    {
        Calls++;
        return Fault is null ? _good.ExportAsync(slice, archive, cancellationToken) : Fault(slice, archive);
    }
}
