using System.Collections.Concurrent;
using PersistentChat.Sip.Authentication;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Tests.Fakes;

/// <summary>Remembers who failed and who succeeded.</summary>
internal sealed class RecordingGuard : ISignInGuard
{
    public ConcurrentQueue<string> Notes { get; } = new();

    /// <summary>What every attempt is told to wait.</summary>
    public TimeSpan? Wait { get; set; }

    public TimeSpan? Delay(SipConnection connection, string person) => Wait;

    public void Failed(SipConnection connection, string person, string scheme, string reason) =>
        Notes.Enqueue($"{person} failed by {scheme}: {reason}");

    public void Succeeded(SipConnection connection, string person, string scheme) => Notes.Enqueue($"{person} succeeded by {scheme}");
}
