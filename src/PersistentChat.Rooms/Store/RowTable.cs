using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace PersistentChat.Rooms.Store;

/// <summary>
/// Makes statements about a table for which nothing is tracked. Names, types and conversions are those of EF Core's model, so what is
/// written so cannot come to differ from what is read.
/// </summary>
internal sealed class RowTable<TRow>
    where TRow : class
{
    private readonly ISqlGenerationHelper _sql;
    private readonly string _name;
    private readonly IColumnMapping[] _columns;
    private readonly IClrPropertyGetter[] _getters;

    public RowTable(RoomDbContext db)
    {
        _sql = db.GetService<ISqlGenerationHelper>();
        var mapping = db.Model.FindEntityType(typeof(TRow))!.GetTableMappings().Single();
        _name = _sql.DelimitIdentifier(mapping.Table.Name, mapping.Table.Schema);
        _columns = [.. mapping.ColumnMappings];
        _getters = [.. _columns.Select(column => column.Property.GetGetter())];
        var values = string.Join(", ", _columns.Select((_, number) => RowStatement.NameOf(number)));
        Insert = Statement($"INSERT INTO {_name} ({string.Join(", ", _columns.Select(NameOf))}) VALUES ({values})", _columns);
    }

    /// <summary>Its parameters are <see cref="ValuesOf"/> a row.</summary>
    public RowStatement Insert { get; }

    /// <summary>Its parameters are the new values, then those of the conditions.</summary>
    public RowStatement Update(IReadOnlyList<string> set, params IReadOnlyList<(string Property, string Operator)> where)
    {
        IColumnMapping[] columns = [.. set.Select(Column)];
        var values = string.Join(", ", columns.Select((column, number) => $"{NameOf(column)} = {RowStatement.NameOf(number)}"));
        return Statement($"UPDATE {_name} SET {values}", columns, where);
    }

    /// <summary>Its parameters are those of the conditions.</summary>
    public RowStatement Delete(params IReadOnlyList<(string Property, string Operator)> where) =>
        Statement($"DELETE FROM {_name}", [], where);

    public object?[] ValuesOf(TRow row) => Array.ConvertAll(_getters, getter => getter.GetClrValue(row));

    private RowStatement Statement(
        string sql, IColumnMapping[] columns, params IReadOnlyList<(string Property, string Operator)> where)
    {
        var conditions = where.Select((condition, number) =>
            $"{NameOf(Column(condition.Property))} {condition.Operator} {RowStatement.NameOf(columns.Length + number)}");
        return new RowStatement(
            where.Count is 0 ? sql : $"{sql} WHERE {string.Join(" AND ", conditions)}",
            [.. columns.Concat(where.Select(it => Column(it.Property))).Select(column => column.TypeMapping)]);
    }

    private IColumnMapping Column(string property) => _columns.Single(column => column.Property.Name == property);

    private string NameOf(IColumnMapping column) => _sql.DelimitIdentifier(column.Column.Name);
}
