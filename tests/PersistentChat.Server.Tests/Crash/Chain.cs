using System.Security.Cryptography;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Contracts.Verification;
using PersistentChat.Compliance.Tests.World;

namespace PersistentChat.Server.Tests.Crash;

/// <summary>What is behind the server: everything between its outbox and the archive.</summary>
internal abstract class Chain : IAsyncDisposable
{
    /// <summary>What tells the server of it, <c>KEY=VALUE</c>.</summary>
    public abstract IReadOnlyList<string> ServerSettings { get; }

    /// <summary>What can die besides the server: each is killed and comes back when it is called.</summary>
    public abstract IReadOnlyDictionary<string, Func<Task>> Parts { get; }

    /// <summary>Where the archive's keys are in <c>keys</c> and its files in <c>archive</c>.</summary>
    public abstract string Folder { get; }

    /// <summary>The whole record, in order.</summary>
    public abstract Task<IReadOnlyList<ComplianceEvent>> ReadRecordAsync();

    /// <summary>Where the record ends. (0, 0): it is empty.</summary>
    public abstract Task<EventPosition> LastRecordedAsync();

    /// <summary>Lets the adapters run after everything is recorded, until nothing is in transit and the archive is sealed.</summary>
    public abstract Task ExportAsync();

    /// <summary>What the verifier says of the archive.</summary>
    public Verification Verify()
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(Directory.GetFiles(Path.Combine(Folder, "keys"), "archive-*.pub").Single()));
        return ArchiveVerifier.Verify(Path.Combine(Folder, "archive"), key, expectedHead: null);
    }

    /// <summary>For the report of a test that failed: what is on the way, and where.</summary>
    public virtual Task<string> ExplainAsync() => Task.FromResult(ToString()!);

    public abstract ValueTask DisposeAsync();

    /// <summary>Waits until all slices are there and the head that a run ends with, which comes after transit is empty.</summary>
    protected Task ArchivedAsync(Func<Task<long>> countTransit) => Eventually.HoldsAsync(
        async () => await countTransit() is 0 && Verify().IsIntact,
        () => $"there is something in transit, or {string.Join('\n', Verify().Findings)}\n{this}");
}
