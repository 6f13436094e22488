using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Rooms.Tests.World;

/// <summary>Breaks the writer's database work at the point a test chooses, as often as it chooses.</summary>
internal sealed class Saboteur : DbTransactionInterceptor, IDbCommandInterceptor, IStatementInterceptor
{
    /// <summary>Commits that fail although nothing reached the disk.</summary>
    public int FailBeforeCommit { get; set; }

    /// <summary>Commits that fail although everything reached the disk.</summary>
    public int FailAfterCommit { get; set; }

    /// <summary>Commands that fail when their text contains <see cref="Target"/>.</summary>
    public int FailCommands { get; set; }

    /// <summary>With names in double quotes, whichever the engine's are.</summary>
    public string Target { get; set; } = "";

    public int Commits { get; private set; }

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction,
        TransactionEventData eventData,
        InterceptionResult result,
        CancellationToken cancellationToken = default)
    {
        if (FailBeforeCommit > 0)
        {
            FailBeforeCommit--;
            throw new IOException("The connection broke before the commit");
        }

        return ValueTask.FromResult(result);
    }

    public override Task TransactionCommittedAsync(
        DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Commits++;
        if (FailAfterCommit > 0)
        {
            FailAfterCommit--;
            throw new IOException("The connection broke after the commit");
        }

        return Task.CompletedTask;
    }

    public ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        Executing(command.CommandText);
        return ValueTask.FromResult(result);
    }

    public void Executing(string sql)
    {
        var text = sql.Replace('[', '"').Replace(']', '"');
        if (FailCommands > 0 && text.Contains(Target, StringComparison.Ordinal))
        {
            FailCommands--;
            throw new IOException("The disk said no");
        }
    }
}
