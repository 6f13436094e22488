using Microsoft.EntityFrameworkCore;
using PersistentChat.Compliance.Archives;
using PersistentChat.Compliance.Recording;
using PersistentChat.Compliance.Store;

namespace PersistentChat.Compliance.Runs;

/// <summary>What every runner of a process shares.</summary>
internal sealed record RunnerTools(
    IDbContextFactory<ComplianceDbContext> Databases, Recorder Recorder, SigningKeys Keys, AdapterBoard Board, TimeProvider Clock);
