using System.Buffers;

namespace PersistentChat.Sip.Transport;

/// <summary>Where one message ends and the next begins, which each kind of transport knows in its own way.</summary>
internal interface IMessageFramer
{
    /// <summary>A message has begun and is not complete.</summary>
    bool IsPartial { get; }

    /// <summary>Takes the next message off the front of what was read; see <see cref="MessageFramer.Read"/>.</summary>
    FrameStatus Read(ref ReadOnlySequence<byte> buffer, out Frame frame);

    /// <summary>Whole keep-alives that came since this was last asked for.</summary>
    int TakeKeepAlives();
}
