using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace PersistentChat.Server.Tests.RealClient;

/// <summary>
/// Somebody in the middle of one TCP connection: every message goes through his hands, and he passes on what he likes instead.
/// </summary>
internal sealed partial class SipRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _running;

    public SipRelay(IPEndPoint server)
    {
        _listener.Start();
        _running = RunAsync(server);
    }

    /// <summary>What goes on instead of a message; also none or more.</summary>
    public delegate IEnumerable<string> Trick(string message);

    public Trick FromClient { get; set; } = message => [message];

    public Trick FromServer { get; set; } = message => [message];

    public IPEndPoint Address => (IPEndPoint)_listener.LocalEndpoint;

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _running;
        _listener.Dispose();
        _ending.Dispose();
    }

    private async Task RunAsync(IPEndPoint server)
    {
        try
        {
            using var client = await _listener.AcceptTcpClientAsync(_ending.Token);
            using var behind = new TcpClient();
            await behind.ConnectAsync(server, _ending.Token);
            client.NoDelay = behind.NoDelay = true;
            using var over = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
            var there = PassAsync(client.GetStream(), behind.GetStream(), message => FromClient(message), over.Token);
            var back = PassAsync(behind.GetStream(), client.GetStream(), message => FromServer(message), over.Token);
            await Task.WhenAny(there, back);

            // Whoever hung up first: the other one hears of it.
            await over.CancelAsync();
            await Task.WhenAll(there, back);
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private static async Task PassAsync(NetworkStream from, NetworkStream to, Trick trick, CancellationToken ct)
    {
        var bytes = new byte[64 * 1024];
        var pending = "";
        try
        {
            while (await from.ReadAsync(bytes, ct) is > 0 and var count)
            {
                pending += Encoding.Latin1.GetString(bytes, 0, count);
                while (TryTake(ref pending, out var message))
                {
                    foreach (var instead in trick(message))
                    {
                        await to.WriteAsync(Encoding.Latin1.GetBytes(instead), ct);
                    }
                }
            }
        }
        catch (Exception over) when (over is IOException or OperationCanceledException)
        {
            // One of the two has hung up.
        }
    }

    private static bool TryTake(ref string pending, out string message)
    {
        // A keep-alive (RFC 5626 section 3.5.1) is a message of its own.
        var isKeepAlive = pending.StartsWith("\r\n", StringComparison.Ordinal);
        var head = isKeepAlive ? 0 : pending.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 2;
        var body = isKeepAlive || head == 1 ? 0 : int.Parse(ContentLength().Match(pending[..head]).Groups[1].Value, CultureInfo.InvariantCulture);
        var isWhole = head != 1 && pending.Length >= head + 2 + body;
        message = isWhole ? pending[..(head + 2 + body)] : "";
        pending = isWhole ? pending[(head + 2 + body)..] : pending;
        return isWhole;
    }

    [GeneratedRegex(@"^Content-Length: (\d+)\r$", RegexOptions.Multiline)]
    private static partial Regex ContentLength();
}
