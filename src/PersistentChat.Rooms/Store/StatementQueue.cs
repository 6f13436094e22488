using System.Data.Common;
using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Store;

/// <summary>
/// Statements that wait to be run together, in order, on one connection: in one round trip where the engine is another process, by
/// prepared commands where it is a library. After a failure it is not used any more, nor is its connection.
/// </summary>
internal sealed class StatementQueue(DbConnection connection, IReadOnlyList<IStatementInterceptor> interceptors)
{
    private readonly Dictionary<RowStatement, DbCommand> _prepared = [];
    private readonly List<Waiting> _waiting = [];

    /// <param name="values">The statement's parameters.</param>
    /// <param name="otherwise">Says what it means when not exactly one row is changed; null: any number may be.</param>
    public void Add(RowStatement statement, IReadOnlyList<object?> values, Func<string>? otherwise = null) =>
        _waiting.Add(new Waiting(statement, values, otherwise));

    /// <exception cref="JournalStoppedException">A row that had to be changed was not there.</exception>
    public async Task RunAsync(DbTransaction transaction, CancellationToken ct)
    {
        if (_waiting.Count is 0)
        {
            return;
        }

        foreach (var interceptor in interceptors)
        {
            _waiting.ForEach(waiting => interceptor.Executing(waiting.Statement.Sql));
        }

        await (connection.CanCreateBatch ? RunTogetherAsync(transaction, ct) : RunEachAsync(transaction, ct));
        _waiting.Clear();
    }

    private async Task RunTogetherAsync(DbTransaction transaction, CancellationToken ct)
    {
        await using var factory = connection.CreateCommand();
        await using var batch = connection.CreateBatch();
        (batch.Transaction, batch.Timeout) = (transaction, factory.CommandTimeout);
        foreach (var (statement, values, _) in _waiting)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = statement.Sql;
            statement.Fill(command.Parameters, values, factory);
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(ct);
        foreach (var (waiting, command) in _waiting.Zip(batch.BatchCommands))
        {
            waiting.Check(command.RecordsAffected);
        }
    }

    private async Task RunEachAsync(DbTransaction transaction, CancellationToken ct)
    {
        foreach (var waiting in _waiting)
        {
            var command = Prepared(waiting.Statement);
            command.Transaction = transaction;
            waiting.Statement.Fill(command.Parameters, waiting.Values, command);
            waiting.Check(await command.ExecuteNonQueryAsync(ct));
        }
    }

    // Prepared by its first run, and closed with its connection.
    private DbCommand Prepared(RowStatement statement)
    {
        if (!_prepared.TryGetValue(statement, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = statement.Sql;
            _prepared.Add(statement, command);
        }

        return command;
    }

    private sealed record Waiting(RowStatement Statement, IReadOnlyList<object?> Values, Func<string>? Otherwise)
    {
        public void Check(int changed)
        {
            if (changed is not 1 && Otherwise is not null)
            {
                throw new JournalStoppedException(Otherwise());
            }
        }
    }
}
