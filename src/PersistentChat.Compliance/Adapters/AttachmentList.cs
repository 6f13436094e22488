using System.Globalization;
using System.Text;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Contracts.Adapters;

namespace PersistentChat.Compliance.Adapters;

/// <summary>
/// The file that ends in <c>.ATTACH</c>: one line for each transfer of the slice, fields separated by tabs (time,
/// UPLOAD or DOWNLOAD, stored name, name, bytes, SHA-256, room, person). How the original's looked is not known.
/// </summary>
internal sealed class AttachmentList(IArchiveWriter archive, bool isWanted) : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private IArchiveFile? _file;

    public void Add(ComplianceEvent happened)
    {
        if (!isWanted || happened.Kind is not (ComplianceEventKind.FileUpload or ComplianceEventKind.FileDownload))
        {
            return;
        }

        _file ??= archive.Create(".ATTACH");
        string?[] fields =
        [
            EventTime.Text(happened.At),
            happened.Kind is ComplianceEventKind.FileUpload ? "UPLOAD" : "DOWNLOAD",
            happened.Text,
            happened.File?.Name,
            happened.File?.Length.ToString(CultureInfo.InvariantCulture),
            happened.File?.Sha256,
            happened.Room?.Uri,
            happened.Person?.Uri,
        ];
        _file.Content.Write(Utf8.GetBytes($"{string.Join('\t', fields.Select(Plain))}\n"));
    }

    public void Dispose() => _file?.Dispose();

    private static string Plain(string? field) =>
        field is null ? "" : string.Concat(field.Select(c => char.IsControl(c) ? ' ' : c));
}
