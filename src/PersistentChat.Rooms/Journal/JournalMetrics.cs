using System.Diagnostics;
using System.Diagnostics.Metrics;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Rooms.Journal;

/// <summary>What an operator watches of the journal and of what it holds. Nothing is measured per command but a batch's share.</summary>
internal sealed class JournalMetrics
{
    /// <summary>The course of batches, for whoever collects traces.</summary>
    public static readonly ActivitySource Source = new(StoreMetrics.MeterName);

    private static readonly InstrumentAdvice<int> Sizes = new() { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000] };

    private readonly Meter _meter;
    private readonly Histogram<int> _batchSize;
    private readonly Histogram<double> _batchDuration;

    public JournalMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(StoreMetrics.MeterName);
        _batchSize = _meter.CreateHistogram("pchat.journal.batch.size", "{command}", "Commands that the journal decided together", advice: Sizes);
        _batchDuration = _meter.CreateHistogram<double>("pchat.journal.batch.duration", "s", "From taking a batch until it was handed to those who tell it");
    }

    public void Ran(int commands, TimeSpan duration)
    {
        _batchSize.Record(commands);
        _batchDuration.Record(duration.TotalSeconds);
    }

    public void Publish(Journal journal, Outbox outbox, ArchiveGate gate)
    {
        _meter.CreateObservableGauge("pchat.people", () => journal.Committed.People.Count, "{person}", "People of the pool");
        _meter.CreateObservableGauge("pchat.rooms", () => journal.Committed.Rooms.Count, "{room}", "Rooms of the pool");
        _meter.CreateObservableGauge("pchat.rooms.occupied", () => journal.Committed.Rooms.Values.Count(room => room.PersonCount > 0), "{room}", "Rooms that somebody is in");
        _meter.CreateObservableGauge("pchat.participants", () => journal.Committed.Rooms.Values.Sum(room => (long)room.Participants.Count), "{participant}", "Dialogs in rooms: one in three rooms counts three times");
        _meter.CreateObservableGauge("pchat.journal.waiting", () => journal.Waiting, "{command}", "Commands that wait for the journal");
        _meter.CreateObservableGauge("pchat.journal.batch.age", () => journal.BatchAge.TotalSeconds, "s", "How long the batch under way has been; 0 when there is none");
        _meter.CreateObservableGauge("pchat.outbox.waiting", () => Math.Max(0, outbox.Waiting), "{event}", "Compliance events that are nowhere but in the chat database");
        _meter.CreateObservableGauge("pchat.outbox.stuck", () => outbox.StuckFor.TotalSeconds, "s", "How long no waiting compliance event has got out; 0 when none waits");
        _meter.CreateObservableGauge("pchat.compliance.blocked", () => gate.WhyClosed() is null ? 0 : 1, "1", "1 while posts, joins and reads are refused because they could not be archived");
    }
}
