using System.Globalization;
using System.Text;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Contracts.Adapters;

namespace PersistentChat.SampleAdapter;

/// <summary>
/// What an adapter of one's own looks like: a line for each message with its room and its number of words. Option
/// <c>Separator</c>: what stands between the two (a tab).
/// </summary>
public sealed class WordCountAdapter : IComplianceAdapter
{
    private string _separator = "\t";

    public void Configure(AdapterSettings settings)
    {
        _separator = settings.Options.GetValueOrDefault("Separator", _separator);
        if (_separator.Length is 0)
        {
            throw new AdapterSettingException("Options:Separator", "it is empty");
        }
    }

    public async Task<AdapterResult> ExportAsync(
        ComplianceSlice slice, IArchiveWriter archive, CancellationToken cancellationToken)
    {
        // Bytes follow from the slice alone: no clock, nothing of an earlier call.
        using var file = archive.Create(".txt");
        var gaps = 0;
        await foreach (var happened in slice.ReadEventsAsync(cancellationToken))
        {
            if (happened.Kind is ComplianceEventKind.Gap)
            {
                gaps++;
            }

            if (happened.Kind is not ComplianceEventKind.Chat)
            {
                archive.Omit(happened);
                continue;
            }

            var words = (happened.Text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
            var line = string.Create(CultureInfo.InvariantCulture, $"{happened.Room?.Uri}{_separator}{words}\n");
            file.Content.Write(Encoding.UTF8.GetBytes(line));
            file.Wrote(happened);
        }

        return gaps > 0 ? AdapterResult.Alarm("The slice has events that could not be read") : AdapterResult.Exported;
    }
}
