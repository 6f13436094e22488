using System.IO.Pipelines;
using System.Net.Sockets;

namespace PersistentChat.Sip.Client;

/// <summary>A socket as a pair of pipes; completing either end closes it.</summary>
internal sealed class StreamPipe(NetworkStream stream) : IDuplexPipe
{
    public PipeReader Input { get; } = PipeReader.Create(stream);

    public PipeWriter Output { get; } = PipeWriter.Create(stream);
}
