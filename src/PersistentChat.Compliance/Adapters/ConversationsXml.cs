using System.Xml;
using PersistentChat.Compliance.Adapters.Xml;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Contracts.Adapters;

namespace PersistentChat.Compliance.Adapters;

/// <summary>
/// An XML format that has conversations below its root and a place for the six original types. Files and conversations
/// begin with the first event that has a place in them: there are no empty ones. An unreadable event is a comment.
/// </summary>
internal abstract class ConversationsXml(IArchiveWriter archive, AdapterSettings settings, Transform? transform) : IDisposable
{
    private IArchiveFile? _file;
    private MemoryStream? _untransformed;
    private XmlWriter? _xml;
    private bool _isOpen;

    protected AdapterSettings Settings { get; } = settings;

    protected XmlWriter Xml => _xml ??= Begin();

    public async Task<AdapterResult> ExportAsync(ComplianceSlice slice, CancellationToken ct)
    {
        using var attachments = new AttachmentList(archive, Settings.CreateFileAttachmentsManifest);
        await foreach (var conversation in slice.ReadConversationsAsync(ct))
        {
            await foreach (var happened in conversation.ReadEventsAsync(ct))
            {
                if (TryWrite(conversation, happened))
                {
                    _file!.Wrote(happened);
                    attachments.Add(happened);
                }
                else
                {
                    archive.Omit(happened);
                }
            }

            if (_isOpen)
            {
                EndConversation();
                _isOpen = false;
            }

            if (Settings.OneChatRoomPerOutputFile)
            {
                End();
            }
        }

        End();
        return AdapterResult.Exported;
    }

    public void Dispose()
    {
        _xml?.Dispose();
        _untransformed?.Dispose();
        _file?.Dispose();
        (_xml, _untransformed, _file) = (null, null, null);
    }

    /// <summary>Begins the root element.</summary>
    protected abstract void BeginDocument();

    /// <param name="first">Its first event that has a place; written next.</param>
    protected abstract void BeginConversation(Conversation conversation, ComplianceEvent first, string type);

    protected abstract void Write(ComplianceEvent happened, string type);

    protected abstract void EndConversation();

    private bool TryWrite(Conversation conversation, ComplianceEvent happened)
    {
        if (happened.Kind is ComplianceEventKind.Gap)
        {
            Xml.WriteComment($" gap: {GapText.Of(happened)} ");
            return true;
        }

        if (OriginalKinds.NameOf(happened.Kind) is not { } type)
        {
            return false;
        }

        if (!_isOpen)
        {
            BeginConversation(conversation, happened, type);
            _isOpen = true;
        }

        Write(happened, type);
        return true;
    }

    private XmlWriter Begin()
    {
        _file = archive.Create(".xml");
        _untransformed = transform is null ? null : new MemoryStream();
        _xml = XmlWriter.Create(_untransformed ?? _file.Content, XmlText.Settings);
        BeginDocument();
        return _xml;
    }

    /// <summary>Ends the file, if one was begun; what is written next begins another.</summary>
    private void End()
    {
        if (_xml is null)
        {
            return;
        }

        _xml.WriteEndDocument();
        _xml.Dispose();
        if (_untransformed is not null)
        {
            _untransformed.Position = 0;
            transform!.Apply(_untransformed, _file!.Content);
        }

        Dispose();
    }
}
