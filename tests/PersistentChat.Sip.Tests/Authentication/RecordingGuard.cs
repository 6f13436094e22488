using System.Collections.Concurrent;
using PersistentChat.Sip.Authentication;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Tests.Authentication;

internal sealed class RecordingGuard : ISignInGuard
{
    public ConcurrentQueue<string> Told { get; } = new();

    public TimeSpan? NextDelay { get; set; }

    public TimeSpan? Delay(SipConnection connection, string person) => NextDelay;

    public void Failed(SipConnection connection, string person, string scheme, string reason) =>
        Told.Enqueue($"{person} failed by {scheme}: {reason}");

    public void Succeeded(SipConnection connection, string person, string scheme) => Told.Enqueue($"{person} succeeded by {scheme}");
}
