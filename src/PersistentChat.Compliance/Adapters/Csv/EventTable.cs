using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Contracts.Adapters;

namespace PersistentChat.Compliance.Adapters.Csv;

/// <summary>
/// The table of events. Every field is quoted, and one that a spreadsheet would take for a formula has an apostrophe
/// before it: what people say must not run on an officer's machine.
/// </summary>
internal sealed class EventTable : IEventFile
{
    private static readonly CsvWriterOptions Form = new()
    {
        Quoting = CsvQuoting.Always,
        Injection = CsvInjection.Escape,

        // The usual four, and what spreadsheets skip before them.
        InjectionCharacters = "=+-@\t\r\n ",
    };

    /// <summary>The columns in their order. New ones are added at the end.</summary>
    private static readonly (string Name, Func<ComplianceEvent, string?> Of)[] Columns =
    [
        ("Epoch", e => Number(e.Position.Epoch)),
        ("Number", e => Number(e.Position.Number)),
        ("Id", e => e.Id.ToString()),
        ("Kind", e => e.Kind.ToString()),
        ("TimeUtc", e => EventTime.Text(e.At)),
        ("RoomUri", e => e.Room?.Uri),
        ("RoomName", e => e.Room?.Name),
        ("KeepsHistory", e => Flag(e.Room?.KeepsHistory)),
        ("CategoryUri", e => e.Category?.Uri),
        ("CategoryName", e => e.Category?.Name),
        ("PersonId", e => e.Person?.Id.ToString()),
        ("PersonUri", e => e.Person?.Uri),
        ("PersonName", e => e.Person?.DisplayName),
        ("PersonMail", e => e.Person?.Mail),
        ("PersonInternal", e => Flag(e.Person?.IsInternal)),
        ("SubjectId", e => e.Subject?.Id.ToString()),
        ("SubjectUri", e => e.Subject?.Uri),
        ("SubjectName", e => e.Subject?.DisplayName),
        ("SubjectMail", e => e.Subject?.Mail),
        ("SubjectInternal", e => Flag(e.Subject?.IsInternal)),
        ("ChatId", e => Number(e.ChatId)),
        ("Text", e => e.Text),
        ("Markup", e => e.Markup),
        ("Reason", e => e.Reason),
        ("FileName", e => e.File?.Name),
        ("FileLength", e => Number(e.File?.Length)),
        ("FileSha256", e => e.File?.Sha256),
        ("RepairOf", e => e.RepairOf?.ToString()),
        ("Raw", e => e.Raw),
        ("AssemblyName", e => e.Assembly?.Name),
        ("AssemblySha256", e => e.Assembly?.Sha256),
        ("Version", e => Number(e.Version)),
        ("More", More),
    ];

    private readonly CsvWriter _csv;

    public EventTable(IArchiveFile file)
    {
        _csv = CsvWriter.Create(file.Content, Form, leaveOpen: true);
        _csv.WriteRecord([.. Columns.Select(column => column.Name)]);
    }

    public void Write(ComplianceEvent happened)
    {
        foreach (var (_, of) in Columns)
        {
            _csv.WriteField(of(happened));
        }

        _csv.EndRecord();
    }

    public void Dispose() => _csv.Dispose();

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Flag(bool? flag) => flag switch { null => null, true => "true", false => "false" };

    /// <summary>What a later version added, as JSON.</summary>
    private static string? More(ComplianceEvent happened)
    {
        if (happened.More is not { Count: > 0 } more)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach (var (name, value) in more)
            {
                json.WritePropertyName(name);
                value.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
