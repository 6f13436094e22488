using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Dialogs;

/// <summary>
/// All dialogs, by our own tag: the only identifier that we know to be unique. Who asks for one must then be the one who
/// opened it, on the same connection, in the same call.
/// </summary>
internal sealed class DialogTable(DialogOptions options, int maxQueuedPerDialog, TimeProvider clock, ILogger logger)
{
    private readonly ConcurrentDictionary<UInt128, Dialog> _dialogs = new();

    public DialogOptions Options => options;

    /// <summary>Bytes that one dialog may have waiting on a front end's connection.</summary>
    public int MaxQueuedPerDialog => maxQueuedPerDialog;

    public TimeProvider Clock => clock;

    public ILogger Logger => logger;

    public int Count => _dialogs.Count;

    /// <summary>How long the slowest peer has not answered what it was sent. Looks at all there are.</summary>
    public TimeSpan LongestWait
    {
        get
        {
            var longest = TimeSpan.Zero;
            foreach (var (_, dialog) in _dialogs)
            {
                if (dialog.UnansweredSince is { } at && clock.GetElapsedTime(at) is var wait && wait > longest) { longest = wait; }
            }

            return longest;
        }
    }

    public void Add(Dialog dialog)
    {
        _dialogs[dialog.Id] = dialog;
        if (!dialog.Connection.Dialogs.TryAdd(dialog)) { dialog.Finish(DialogEnd.ConnectionLost); }
    }

    public void Remove(Dialog dialog)
    {
        _dialogs.TryRemove(dialog.Id, out _);
        dialog.Connection.Dialogs.Remove(dialog);
    }

    /// <summary>The dialog of a request with a To tag; null is 481 (RFC 3261 section 12.2.2).</summary>
    /// <param name="request">Names it.</param>
    /// <param name="connection">Where it came.</param>
    /// <param name="identity">The verified sender.</param>
    public Dialog? Find(SipRequest request, SipConnection connection, string identity)
    {
        if (!Tags.TryParse(request.To.Tag, out var tag) || !_dialogs.TryGetValue(tag, out var dialog)) { return null; }
        var isItsOwn = dialog.Connection == connection
            && dialog.Person == identity
            && dialog.CallId == request.CallId;
        return isItsOwn ? dialog : null;
    }

    /// <summary>The dialog of an answer to a request of ours.</summary>
    public Dialog? Find(in InfoAnswer answer, SipConnection connection) =>
        _dialogs.TryGetValue(answer.LocalTag, out var dialog) && dialog.Connection == connection ? dialog : null;

    /// <summary>Those that a person opened. Looks at all there are.</summary>
    public IEnumerable<Dialog> Of(string person) => _dialogs.Values.Where(dialog => dialog.Person == person);

    /// <summary>A tag of ours, of a dialog that lives.</summary>
    public bool IsOurs(string? tag) => Tags.TryParse(tag, out var id) && _dialogs.ContainsKey(id);

    public void CheckTimers()
    {
        foreach (var (_, dialog) in _dialogs)
        {
            dialog.CheckTimers();
        }
    }
}
