using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using PersistentChat.Rooms.Store;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Storage;

/// <summary>What goes past EF Core's change tracker is stored as EF Core stores it, for it is EF Core that reads it.</summary>
[EveryEngine]
public sealed class JournalRowsTests
{
    private TestPool _pool = null!;
    private Guid _roomId;

    [SetUp]
    public async Task Start()
    {
        _pool = await TestPool.StartAsync();
        _roomId = (await _pool.RoomAsync("Lobby")).Id;
    }

    [TearDown]
    public async Task Stop() => await _pool.DisposeAsync();

    [TestCase(true)]
    [TestCase(false)]
    public Task A_message_is_stored_alike_both_ways(bool isKept)
    {
        var author = Guid.NewGuid();
        return AssertAlikeAsync(
            "Messages",
            "ChatId",
            number => new MessageRow
            {
                RoomId = _roomId,
                ChatId = number,
                AuthorId = author,
                At = new DateTimeOffset(2026, 11, 21, 22, 30, 0, TimeSpan.FromHours(1)).AddTicks(1),
                Alert = isKept,
                State = isKept ? MessageState.Kept : MessageState.NotKept,
                Text = isKept ? "Grüße, 漢字 and 😀 " : null,
                Terms = isKept ? "" : null,
                Markup = isKept ? "<b>…</b>" : null,
            });
    }

    [Test]
    public Task An_event_is_stored_alike_both_ways() => AssertAlikeAsync(
        "Outbox", "Number", number => new OutboxRow { Epoch = 7, Number = number, Event = [0, 0xFF, 1] });

    [Test]
    public Task A_presence_is_stored_alike_both_ways()
    {
        var (first, second, person) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        return AssertAlikeAsync(
            "Present",
            "JoinId",
            number => new PresentRow { RoomId = _roomId, JoinId = number is 1 ? first : second, PersonId = person });
    }

    /// <summary>Writes two rows that differ in one column, each its way, and compares what the database has in all others.</summary>
    private async Task AssertAlikeAsync<TRow>(string table, string differs, Func<long, TRow> row)
        where TRow : class
    {
        await using var db = _pool.Read();
        db.Add(row(1));
        await db.SaveChangesAsync();

        await using var transaction = await db.Database.BeginTransactionAsync();
        var queue = new StatementQueue(db.Database.GetDbConnection(), []);
        var rows = new RowTable<TRow>(db);
        queue.Add(rows.Insert, rows.ValuesOf(row(2)));
        await queue.RunAsync(transaction.GetDbTransaction(), CancellationToken.None);
        await transaction.CommitAsync();

        await using var command = db.Database.GetDbConnection().CreateCommand();
        await db.Database.OpenConnectionAsync();
        command.CommandText = $"SELECT * FROM \"{table}\"";
        await using var reader = await command.ExecuteReaderAsync();
        Assert.That(await reader.ReadAsync(), Is.True);
        var one = Columns(reader, differs);
        Assert.That(await reader.ReadAsync(), Is.True);
        Assert.That(Columns(reader, differs), Is.EqualTo(one));
    }

    private static List<(string Name, string Type, object Value)> Columns(DbDataReader reader, string differs) =>
    [
        .. Enumerable.Range(0, reader.FieldCount)
            .Where(column => reader.GetName(column) != differs)
            .Select(column => (reader.GetName(column), reader.GetDataTypeName(column), reader.GetValue(column))),
    ];
}
