using PersistentChat.Xccos.Reading;

namespace PersistentChat.Xccos.Commands;

/// <summary>
/// <c>cmd:getpref</c>: what is stored for the person under a label, unless the client's version is as new (xccos.md 8.13).
/// </summary>
/// <param name="Version">The client's, 0 when it names none.</param>
public sealed record GetPreferenceCommand(string Sequence, string Label, long Version)
    : ClientPrimitive(WireNames.CommandIds.GetPreference, Sequence)
{
    internal static ClientPrimitive Read(PrimitiveFrame frame)
    {
        var preference = frame.Data.Child(WireNames.Elements.Preference);
        if (preference?.Attribute(WireNames.Attributes.Label) is not { Length: > 0 } label)
        {
            return frame.Malformed("no pref with a label");
        }

        var version = 0L;
        return preference.Attribute(WireNames.Attributes.Sequence) is { } text && !WireValue.TryNumber(text, out version)
            ? frame.Malformed("seqid is no number")
            : new GetPreferenceCommand(frame.Sequence, label, version);
    }
}
