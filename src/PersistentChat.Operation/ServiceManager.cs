using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Hosting;

namespace PersistentChat.Operation;

/// <summary>
/// Tells systemd (sd_notify(3), <c>Type=notify</c>) that the process serves, once everything of it has started, and that it
/// stops. Started by anything else it says nothing.
/// </summary>
internal sealed class ServiceManager : IHostedLifecycleService
{
    private const string Variable = "NOTIFY_SOCKET";

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        Tell("READY=1");
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        Tell("STOPPING=1");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static void Tell(string state)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 1 } path) { return; }

        // "@" stands for the null byte of an abstract name.
        var file = new UnixDomainSocketEndPoint(path[0] is '@' ? $"\0{path[1..]}" : path);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Connect(file);
        socket.Send(Encoding.ASCII.GetBytes(state));
    }
}
