using System.Globalization;
using System.Xml;
using PersistentChat.Xccos.Xml;

namespace PersistentChat.Xccos.Blocks;

/// <summary><c>chanib</c>: what a client learns about a room (xccos.md 6.1).</summary>
public sealed record RoomBlock
{
    public required RoomUri Uri { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    /// <summary>Rooms have no topic since Lync 2013; always sent, because pidgin-sipe reads it.</summary>
    public string Topic { get; init; } = "";

    /// <summary>Null leaves the attribute out.</summary>
    public CategoryUri? CategoryUri { get; init; }

    public RoomBehavior Behavior { get; init; }

    public bool Disabled { get; init; }

    /// <summary>The page that clients show beside the room; null: none.</summary>
    public AddInBlock? AddIn { get; init; }

    /// <summary>How many people are in the room now.</summary>
    public int ParticipantCount { get; init; }

    public RoomVisibility Visibility { get; init; } = RoomVisibility.Scope;

    /// <summary>History is kept.</summary>
    public bool Logged { get; init; }

    /// <summary>Invitations are sent.</summary>
    public bool Invite { get; init; }

    /// <summary>Files are allowed.</summary>
    public bool FilePost { get; init; }

    /// <summary>
    /// In join replies: who is in the room with which mask, by <see cref="PersonBlock.LocalId"/>; nobody twice, or
    /// pidgin-sipe lists them twice. Null: no participant list, as in room lists and for large rooms.
    /// </summary>
    public IReadOnlyList<(int Mask, IReadOnlyList<int> PersonIds)>? Permissions { get; init; }

    internal void Write(XmlWriter xml)
    {
        xml.Begin(WireNames.Elements.Room);
        xml.Attribute(WireNames.Attributes.Uri, Uri.ToString());
        xml.Attribute(WireNames.Attributes.Name, Name);
        xml.Attribute(WireNames.Attributes.Description, Description);
        xml.Attribute(WireNames.Attributes.Topic, Topic);
        xml.OptionalAttribute(WireNames.Attributes.Category, CategoryUri?.ToString());
        xml.Attribute(WireNames.Attributes.Behavior, Behavior switch
        {
            RoomBehavior.Normal => "NORMAL",
            RoomBehavior.Auditorium => "AUDITORIUM",
            _ => throw new InvalidOperationException($"No word for {Behavior}"),
        });
        xml.Attribute(WireNames.Attributes.Disabled, Disabled);
        AddIn?.Write(xml);
        WritePermissions(xml);
        WriteFacts(xml);
        xml.End();
    }

    private void WritePermissions(XmlWriter xml)
    {
        foreach (var (mask, people) in Permissions ?? [])
        {
            xml.Begin(WireNames.Elements.Access);
            xml.Attribute(WireNames.Attributes.Key, mask);
            xml.Attribute(WireNames.Attributes.Value, string.Join(
                ',', people.Select(id => id.ToString(CultureInfo.InvariantCulture))));
            xml.End();
        }
    }

    private void WriteFacts(XmlWriter xml)
    {
        var visibility = Visibility switch
        {
            RoomVisibility.Private => "private",
            RoomVisibility.Scope => "scope",
            RoomVisibility.Open => "open",
            _ => throw new InvalidOperationException($"No word for {Visibility}"),
        };

        xml.Fact(
            WireNames.Elements.Info,
            WireNames.Values.ParticipantCount,
            ParticipantCount.ToString(CultureInfo.InvariantCulture));

        // It is not known which spelling newer clients read (xccos.md section 15, question 5).
        xml.Fact(WireNames.Elements.Info, WireNames.Values.VisibilityMisspelled, visibility);
        xml.Fact(WireNames.Elements.Info, WireNames.Values.Visibility, visibility);

        xml.Fact(WireNames.Elements.Property, WireNames.Values.Logged, Logged);
        xml.Fact(WireNames.Elements.Property, WireNames.Values.Invite, Invite);
        xml.Fact(WireNames.Elements.Property, WireNames.Values.FilePost, FilePost);
    }
}
