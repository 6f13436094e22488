using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace PersistentChat.Compliance.Tests.World;

/// <summary>A line to a server on loopback that swallows what it is given, if told to, and breaks.</summary>
internal sealed class FrailLine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> _ends = [];
    private readonly int _server;
    private readonly Task _accepting;
    private volatile bool _swallowsRequests;
    private volatile bool _swallowsAnswers;
    private long _swallowed;
    private int _accepted;

    public FrailLine(int server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Connections until now.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>Bytes that did not arrive.</summary>
    public long Swallowed => Interlocked.Read(ref _swallowed);

    public void SwallowRequests() => _swallowsRequests = true;

    public void SwallowAnswers() => _swallowsAnswers = true;

    /// <summary>Whoever is connected is not any more; who comes now is served well.</summary>
    public void Break()
    {
        (_swallowsRequests, _swallowsAnswers) = (false, false);
        while (_ends.TryTake(out var end))
        {
            end.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        Break();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync()));
                Interlocked.Increment(ref _accepted);
            }
        }
        finally
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        _ends.Add(client);
        _ends.Add(server);
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _server);
            await Task.WhenAll(
                PumpAsync(client, server, () => _swallowsRequests), PumpAsync(server, client, () => _swallowsAnswers));
        }
        catch (Exception broken) when (broken is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // One end has gone, and took the other with it.
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, Func<bool> swallows)
    {
        using (from)
        using (to)
        {
            var (source, sink) = (from.GetStream(), to.GetStream());
            var buffer = new byte[64 * 1024];
            while (await source.ReadAsync(buffer) is var read and not 0)
            {
                if (swallows())
                {
                    Interlocked.Add(ref _swallowed, read);
                }
                else
                {
                    await sink.WriteAsync(buffer.AsMemory(0, read));
                }
            }
        }
    }
}
