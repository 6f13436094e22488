using System.Data.Common;
using Microsoft.EntityFrameworkCore.Storage;

namespace PersistentChat.Rooms.Store;

/// <summary>A statement about rows of one table; <see cref="RowTable{TRow}"/> makes them.</summary>
/// <param name="sql">With parameters named @p0, @p1…</param>
/// <param name="parameters">How the model stores what each is compared with or becomes.</param>
internal sealed class RowStatement(string sql, IReadOnlyList<RelationalTypeMapping> parameters)
{
    private readonly string[] _names = [.. parameters.Select((_, number) => NameOf(number))];

    public string Sql => sql;

    public static string NameOf(int number) => $"@p{number}";

    /// <summary>Takes the place of the parameters of whatever this statement was run with before.</summary>
    /// <param name="values">As many as there are parameters, as the properties of the row have them.</param>
    /// <param name="factory">Any command of the connection.</param>
    public void Fill(DbParameterCollection target, IReadOnlyList<object?> values, DbCommand factory)
    {
        target.Clear();
        for (var number = 0; number < parameters.Count; number++)
        {
            target.Add(parameters[number].CreateParameter(factory, _names[number], values[number]));
        }
    }
}
