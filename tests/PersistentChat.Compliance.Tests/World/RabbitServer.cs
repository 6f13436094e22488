using System.Globalization;
using System.Net.Sockets;
using System.Text;
using PersistentChat.Compliance.Broker;

namespace PersistentChat.Compliance.Tests.World;

/// <summary>
/// A RabbitMQ of the test run's own (Debian's package): loopback, temporary folder, its own node name and its own epmd,
/// both killed by their ids.
/// </summary>
internal sealed class RabbitServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("compliance-rmq-").FullName;
    private readonly int _epmdPort = Child.FreePort();
    private readonly int _nodePort = Child.FreePort();
    private readonly string _node = $"pchat-{Guid.NewGuid():N}@localhost";
    private readonly IReadOnlyDictionary<string, string> _environment;
    private Child? _epmd;
    private Child? _server;
    private bool _isKept;

    private RabbitServer(IReadOnlyDictionary<string, string> environment) => _environment = environment;

    public int Port { get; } = Child.FreePort();

    public BrokerOptions Options(string queue) => new()
    {
        Host = "127.0.0.1",
        Port = Port,
        Queue = queue,
        Timeout = TimeSpan.FromMinutes(2),
    };

    /// <param name="environment">Of the process, besides what makes it private.</param>
    public static async Task<RabbitServer> StartAsync(IReadOnlyDictionary<string, string>? environment = null)
    {
        var server = new RabbitServer(environment ?? new Dictionary<string, string>());
        await File.WriteAllTextAsync(
            Path.Combine(server._folder, "rabbitmq.conf"),
            $"listeners.tcp.1 = 127.0.0.1:{server.Port}\nvm_memory_high_watermark.absolute = 512MB\ndisk_free_limit.absolute = 50MB\n");
        await File.WriteAllTextAsync(Path.Combine(server._folder, "enabled_plugins"), "[].");
        server._epmd = Child.Start(
            "epmd", ["-port", server._epmdPort.ToString(CultureInfo.InvariantCulture), "-address", "127.0.0.1"]);
        await server.LaunchAsync();
        return server;
    }

    /// <summary>Power off: SIGKILL.</summary>
    public Task KillAsync() => _server!.KillAsync();

    public Task LaunchAsync() => Eventually.HoldsAsync(
        async () =>
        {
            // The name of a killed one may be taken for a moment; then this one ends at once.
            if (_server is null or { HasEnded: true })
            {
                _server?.Dispose();
                _server = Run();
            }

            using var socket = new TcpClient();
            await socket.ConnectAsync("127.0.0.1", Port);
            return true;
        },
        () => $"RabbitMQ does not start: {_server?.Said}");

    /// <summary>
    /// What its queues held some seconds ago, and for which consumers and channels; its folder is kept. For the report of a test
    /// that failed.
    /// </summary>
    public async Task<string> ExplainAsync()
    {
        _isKept = true;
        var said = new StringBuilder($"RabbitMQ's folder is kept: {_folder}");
        string[] asked =
        [
            "list_queues name messages_ready messages_unacknowledged consumers",
            "list_consumers queue_name channel_pid consumer_tag ack_required prefetch_count active",
            "list_channels pid connection messages_unacknowledged messages_unconfirmed consumer_count",
        ];
        foreach (var question in asked)
        {
            try
            {
                said.Append('\n').Append(await Child.RunAsync(
                    "/usr/lib/rabbitmq/bin/rabbitmqctl", ["-q", "-n", _node, .. question.Split(' ')], Environment()));
            }
            catch (Exception failure)
            {
                said.Append('\n').Append(failure.Message);
            }
        }

        return said.ToString();
    }

    public ValueTask DisposeAsync()
    {
        _server?.Dispose();
        _epmd?.Dispose();
        if (!_isKept)
        {
            TempFolder.Delete(_folder);
        }

        return ValueTask.CompletedTask;
    }

    // Debian's /usr/sbin/rabbitmq-server wants to be the account rabbitmq; the script behind it does not.
    private Child Run() => Child.Start("/usr/lib/rabbitmq/bin/rabbitmq-server", [], Environment());

    private Dictionary<string, string> Environment() => new(_environment)
    {
        ["HOME"] = _folder,
        ["RABBITMQ_NODENAME"] = _node,
        ["RABBITMQ_DIST_PORT"] = _nodePort.ToString(CultureInfo.InvariantCulture),
        ["RABBITMQ_MNESIA_BASE"] = Path.Combine(_folder, "mnesia"),
        ["RABBITMQ_LOG_BASE"] = Path.Combine(_folder, "log"),
        ["RABBITMQ_CONFIG_FILE"] = Path.Combine(_folder, "rabbitmq.conf"),
        ["RABBITMQ_ADVANCED_CONFIG_FILE"] = Path.Combine(_folder, "advanced.config"),
        ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(_folder, "rabbitmq-env.conf"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(_folder, "enabled_plugins"),
        ["RABBITMQ_SERVER_START_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "+S 1:1 +sbwt none",
        ["ERL_EPMD_PORT"] = _epmdPort.ToString(CultureInfo.InvariantCulture),
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
    };
}
