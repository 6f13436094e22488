using PersistentChat.Cli.Terminal;
using PersistentChat.Management.Client;

namespace PersistentChat.Cli.Profiles;

/// <summary>Which server is meant, and as whom it is asked.</summary>
/// <param name="Place">A web address, or the file of a Unix socket.</param>
/// <param name="Token">Null: none, or none is needed.</param>
internal sealed record ServerChoice(string Place, string? Token)
{
    private const string Socket = "admin.sock";

    // Where a server keeps its data: beside whoever started it, in a container, as a service.
    private static readonly string[] DataFolders = ["data", "/data", "/var/lib/pchat"];

    public bool IsWeb => Place.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || Place.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    /// <summary>What the command line says, then the environment, then a profile, then the server on this machine.</summary>
    /// <exception cref="UsageException">None is known.</exception>
    public static ServerChoice Of(string? said, string? profileName)
    {
        var token = Environment.GetEnvironmentVariable("PCHAT_TOKEN");
        var profile = ProfileOf(profileName);
        if ((said ?? (profileName is null ? Environment.GetEnvironmentVariable("PCHAT_SERVER") : null)) is { Length: > 0 } named)
        {
            // A profile's token is for the profile's server only.
            return new ServerChoice(Resolve(named), token ?? (named == profile.Server ? profile.Token : null));
        }

        return new ServerChoice(
            profile.Server is { } kept ? Resolve(kept) : FindHere(), token ?? profile.Token);
    }

    /// <exception cref="UsageException">There is no profile of that name.</exception>
    public static Profile ProfileOf(string? said)
    {
        var name = said ?? Environment.GetEnvironmentVariable("PCHAT_PROFILE");
        var book = ProfileFile.Read();
        return (name ?? book.Current) is not { Length: > 0 } wanted ? new Profile()
            : book.Profiles.TryGetValue(wanted, out var profile) ? profile
            : throw new UsageException($"There is no profile {wanted}; 'pchat profile list' shows those there are.");
    }

    /// <param name="onAnswer">Called for each answer; null: nobody wants to know.</param>
    /// <exception cref="UsageException">It is no address, or none that a token may go to.</exception>
    public ManagementClient Connect(Action<HttpResponseMessage>? onAnswer)
    {
        if (!IsWeb)
        {
            return ManagementClient.BySocket(Place, onAnswer);
        }

        if (!Uri.TryCreate(Place.EndsWith('/') ? Place : Place + "/", UriKind.Absolute, out var server))
        {
            throw new UsageException($"{Place} is no address; write https://host:port/");
        }

        // The server would refuse it, but by then everybody in between has read it.
        return Token is not null && server.Scheme == Uri.UriSchemeHttp && !server.IsLoopback
            ? throw new UsageException($"A token is not sent to {Place}: anybody in between could read it. Use https://")
            : ManagementClient.ByWeb(server, Token, onAnswer);
    }

    // A record prints its members.
    public override string ToString() => Place;

    private static string Resolve(string place) =>
        Directory.Exists(place) ? Path.GetFullPath(Path.Combine(place, Socket))
        : !place.Contains("://", StringComparison.Ordinal) ? Path.GetFullPath(place)
        : place.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? place
        : throw new UsageException($"{place} is no server; write https://host:port/ or the data folder.");

    private static string FindHere() =>
        DataFolders.Select(folder => Path.GetFullPath(Path.Combine(folder, Socket))).FirstOrDefault(File.Exists)
        ?? throw new UsageException(
            $"No server is known. Say --server, keep one with 'pchat profile set', or run pchat where the server's data folder is ({string.Join(", ", DataFolders)}).");
}
