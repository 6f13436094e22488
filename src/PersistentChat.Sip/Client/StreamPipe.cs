using System.IO.Pipelines;

namespace PersistentChat.Sip.Client;

/// <summary>A socket as a pair of pipes; completing either end closes it.</summary>
internal sealed class StreamPipe(Stream stream) : IDuplexPipe
{
    public PipeReader Input { get; } = PipeReader.Create(stream);

    public PipeWriter Output { get; } = PipeWriter.Create(stream);
}
