using System.Globalization;
using PersistentChat.Compliance.Tests.World;
using PersistentChat.Server.Tests.Crash;

namespace PersistentChat.Server.Tests.Deployment;

/// <summary>
/// The containers' file, without an engine for containers: it is well-formed, and its processes with its environment and its
/// secrets, started natively, bring a post into the record. What differs is where they find each other.
/// </summary>
internal sealed class ComposeTests
{
    private const string Secrets = "/run/secrets";

    [Test]
    public async Task Every_service_has_a_health_check_and_a_volume_and_waits_until_what_it_needs_is_healthy()
    {
        var file = await ComposeFile.ReadAsync();
        Assert.That(file.Services, Is.SupersetOf(new[] { "server", "worker", "rabbitmq", "postgres", "sqlserver" }));
        foreach (var name in file.Services)
        {
            var service = file.Service(name);
            Assert.That(service["healthcheck"]?["test"]?.AsArray(), Has.Count.GreaterThan(1), name);
            Assert.That(service["volumes"]?.AsArray(), Is.Not.Empty, name);
            foreach (var (needed, how) in service["depends_on"]?.AsObject() ?? [])
            {
                Assert.That((string?)how!["condition"], Is.EqualTo("service_healthy"), $"{name} needs {needed}");
            }
        }

        Assert.That((string?)file.Service("sqlserver")["profiles"]![0], Is.EqualTo("sqlserver"));
    }

    [Test]
    public void What_the_images_are_built_from_is_there()
    {
        var words = Repository.Read("Dockerfile").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var projects = words.Where(word => word.StartsWith("src/", StringComparison.Ordinal)).ToList();
        Assert.That(projects, Is.EquivalentTo(new[] { "src/PersistentChat.Server", "src/PersistentChat.ComplianceWorker" }));
        Assert.That(projects.Select(Repository.PathOf), Is.All.Matches<string>(Directory.Exists));
    }

    [Test]
    public async Task Its_processes_with_its_environment_and_secrets_record_what_is_posted()
    {
        var file = await ComposeFile.ReadAsync();
        using var folder = new TempFolder();
        using var pool = new LoadPool(people: 1);
        var password = $"p-{Guid.NewGuid():N}";
        await using var postgres = await PostgresServer.StartAsync(password);
        var database = await postgres.CreateDatabaseAsync();

        var files = new Dictionary<string, string>
        {
            ["broker-password"] = password,
            ["rabbitmq.conf"] = $"default_user = pchat\ndefault_pass = {password}\n",
            ["store-connection"] = postgres.ConnectionString(database),
        };
        Dictionary<string, string> EnvironmentOf(string service)
        {
            var secrets = Directory.CreateDirectory(folder.File(service)).FullName;
            foreach (var (name, source) in file.Secrets(service))
            {
                File.WriteAllText(Path.Combine(secrets, name), files[source]);
            }

            return file.Environment(service).ToDictionary(
                variable => variable.Key, variable => variable.Value.Replace(Secrets, secrets, StringComparison.Ordinal));
        }

        await using var rabbit = await RabbitServer.StartAsync(EnvironmentOf("rabbitmq"));
        Dictionary<string, string> Reach(string service)
        {
            var environment = EnvironmentOf(service);
            Assert.That(environment["Compliance__Broker__Host"], Is.EqualTo("rabbitmq"), "the name of the service");
            environment["Compliance__Broker__Host"] = "127.0.0.1";
            environment["Compliance__Broker__Port"] = rabbit.Port.ToString(CultureInfo.InvariantCulture);
            return environment;
        }

        using var worker = WorkerChild.Start(new Dictionary<string, string>(Reach("worker"))
        {
            ["Worker__DataFolder"] = folder.File("data"),
        });
        await worker.IsReadyAsync();
        await using var server = await ServerChild.StartAsync(pool.Data, pool.Seed, [], environment: Reach("server"));
        await using (var peer = await ChatPeer.OpenAsync(server.Sip, pool.People[0], _ => { }))
        {
            await peer.JoinAsync(LoadPool.Rooms[0]);
            Assert.That((await peer.PostAsync(LoadPool.Rooms[0], "to be recorded")).Status, Is.EqualTo(200));
        }

        await Eventually.HoldsAsync(
            async () => (await BrokerChain.ReadRecordAsync(postgres.ConnectionString(database))).Any(e => e.Text is "to be recorded"),
            () => $"the post is not recorded\n{server.Said}\n{worker.Said}");
        Assert.That(await worker.MetricsAsync(), Does.Match(@"(?m)^pchat_compliance_recorded_total [1-9]"));
        Assert.That(File.Exists(folder.File("data/archive/chain.heads")), Is.True, "the worker's volume has the archive");
    }
}
