using System.Globalization;
using System.Text.RegularExpressions;
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
        var file = Repository.Read("Dockerfile");
        var published = Regex.Matches(file, @"dotnet publish src/(?<project>[\w.]+) .*-o (?<folder>\S+)")
            .ToDictionary(line => line.Groups["folder"].Value, line => line.Groups["project"].Value);
        Assert.That(published.Values, Is.EquivalentTo(new[] { "PersistentChat.Server", "PersistentChat.ComplianceWorker" }));
        foreach (var project in published.Values)
        {
            Assert.That(File.Exists(Repository.PathOf($"src/{project}/{project}.csproj")), project);
            Assert.That(Repository.Read($"src/{project}/{project}.csproj"), Does.Not.Contain("<AssemblyName>"), "the file's name is the project's");
        }

        // What is published is what is copied, and its program is what is started.
        var stages = Regex.Matches(
            file, @"FROM runtime AS (?<stage>\w+)\nCOPY --from=build (?<folder>\S+) /app\nENTRYPOINT \[""dotnet"", ""/app/(?<project>[\w.]+)\.dll""\]");
        Assert.That(stages.Select(stage => stage.Groups["stage"].Value), Is.EqualTo(new[] { "server", "worker" }));
        foreach (Match stage in stages)
        {
            Assert.That(published[stage.Groups["folder"].Value], Is.EqualTo(stage.Groups["project"].Value));
        }
    }

    [Test]
    public async Task What_the_containers_use_of_their_images_is_in_them()
    {
        var file = await ComposeFile.ReadAsync();
        var image = Repository.Read("Dockerfile");
        foreach (var name in new[] { "server", "worker" })
        {
            var service = file.Service(name);
            Assert.That((string?)service["build"]!["target"], Is.EqualTo(name));
            Assert.That(image, Does.Contain($" AS {name}\n"));
            foreach (var argument in service["build"]!["args"]?.AsObject() ?? [])
            {
                Assert.That(image, Does.Contain($"\nARG {argument.Key}="), name);
            }

            // The account of the image owns this folder only, and what asks for health is installed.
            Assert.That(service["volumes"]!.ToJsonString(), Does.Contain("/data"), name);
            Assert.That((string?)service["healthcheck"]!["test"]![1], Is.EqualTo("curl"), name);
        }

        Assert.That(image, Does.Match(@"apt-get install [^\n]*\bcurl\b").And.Match(@"install -d -o pchat [^\n]* /data\n").And.Contain("\nUSER pchat\n"));
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
        Assert.That(await server.StopAsync(TimeSpan.FromMinutes(5)), Is.Zero, server.Said);
        Assert.That(File.Exists(folder.File("data/archive/chain.heads")), Is.True, "the worker's volume has the archive");
    }
}
