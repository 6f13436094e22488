using System.Net.Sockets;
using RabbitMQ.Client;

namespace PersistentChat.Compliance.Broker;

/// <summary>
/// The sockets of one bus, so that whoever owns it can end its connections for certain. A bus that is told to stop may not
/// get to it: it then says that it has, and a connection that lives on keeps what it was given.
/// </summary>
internal sealed class BrokerSockets
{
    private readonly Lock _lock = new();
    private readonly HashSet<Tracked> _open = [];
    private bool _isCut;

    /// <summary>A socket for the next connection.</summary>
    /// <exception cref="ObjectDisposedException">They were cut.</exception>
    public ITcpClient Create(AddressFamily family)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isCut, this);
            var socket = new Tracked(new Socket(family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }, this);
            _open.Add(socket);
            return socket;
        }
    }

    /// <summary>Closes them all, and there will be no other. May be called again.</summary>
    public void Cut()
    {
        Tracked[] open;
        lock (_lock)
        {
            _isCut = true;
            open = [.. _open];
        }

        foreach (var socket in open)
        {
            socket.Close();
        }
    }

    private void Forget(Tracked socket)
    {
        lock (_lock)
        {
            _open.Remove(socket);
        }
    }

    private sealed class Tracked(Socket socket, BrokerSockets sockets) : TcpClientAdapter(socket)
    {
        public override void Close()
        {
            base.Close();
            sockets.Forget(this);
        }
    }
}
