using PersistentChat.Xccos.Reading;

namespace PersistentChat.Xccos.Commands;

/// <summary><c>cmd:setpref</c>: stores something for the person under a label (xccos.md 8.13).</summary>
/// <param name="Version">The client's, 0 when it names none.</param>
/// <param name="Content">Base64, not looked into.</param>
public sealed record SetPreferenceCommand(string Sequence, string Label, long Version, string Content)
    : ClientPrimitive(WireNames.CommandIds.SetPreference, Sequence)
{
    internal static ClientPrimitive Read(PrimitiveFrame frame)
    {
        // The label and the version are read alike.
        if (GetPreferenceCommand.Read(frame) is not GetPreferenceCommand asked)
        {
            return GetPreferenceCommand.Read(frame);
        }

        return frame.Data.Child(WireNames.Elements.Preference)!.Attribute(WireNames.Attributes.Content) is { } content
            ? new SetPreferenceCommand(frame.Sequence, asked.Label, asked.Version, content)
            : frame.Malformed("pref has no content");
    }
}
