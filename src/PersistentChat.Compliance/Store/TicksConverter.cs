using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace PersistentChat.Compliance.Store;

/// <summary>
/// Instants are stored as UTC ticks (100 ns since 0001-01-01): exact, sortable and the same on every engine.
/// </summary>
internal sealed class TicksConverter() : ValueConverter<DateTimeOffset, long>(
    at => at.UtcTicks,
    ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
