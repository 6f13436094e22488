using System.Text.Json;
using PersistentChat.Management.Client;

namespace PersistentChat.Cli.Terminal;

/// <summary>
/// What a command says: tables and sentences for people, or the server's own records in JSON for scripts. Remarks go to standard
/// error, where they are in nobody's way.
/// </summary>
internal sealed class Output(TextWriter writer, TextWriter remarks, bool isJson)
{
    private static readonly JsonSerializerOptions Indented = new(ApiJson.Options) { WriteIndented = true };

    public TextWriter Writer => writer;

    public bool IsJson => isJson;

    /// <summary>A list: a line for each.</summary>
    public void Table<T>(IReadOnlyCollection<T> items, params (string Head, Func<T, string?> Cell)[] columns)
    {
        if (isJson)
        {
            Json(items);
            return;
        }

        if (items.Count is 0)
        {
            Remark("none");
            return;
        }

        string[][] rows =
        [
            [.. columns.Select(column => column.Head)],
            .. items.Select(item => columns.Select(column => TerminalText.Line(column.Cell(item) ?? "")).ToArray()),
        ];
        var widths = columns.Select((_, at) => rows.Max(row => row[at].Length)).ToArray();
        foreach (var row in rows)
        {
            writer.WriteLine(string.Join("  ", row.Select((cell, at) => cell.PadRight(widths[at]))).TrimEnd());
        }
    }

    /// <summary>One thing: a line for each of its fields; those without a value are left out.</summary>
    public void Details<T>(T item, params (string Name, string? Value)[] fields)
    {
        if (isJson)
        {
            Json(item);
            return;
        }

        var width = fields.Max(field => field.Name.Length);
        foreach (var (name, value) in fields.Where(field => !string.IsNullOrEmpty(field.Value)))
        {
            writer.WriteLine($"{name.PadRight(width)}  {TerminalText.Line(value!)}");
        }
    }

    /// <summary>That it is done; scripts see that by the exit code.</summary>
    public void Done(string sentence)
    {
        if (!isJson)
        {
            writer.WriteLine(TerminalText.Line(sentence));
        }
    }

    public void Remark(string sentence) => remarks.WriteLine(TerminalText.Line(sentence));

    public void Json<T>(T item) => writer.WriteLine(JsonSerializer.Serialize(item, Indented));
}
