using System.Collections.Immutable;
using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Roaming;

/// <summary>
/// A person's endpoint publishes, all of it or nothing. What belongs to the endpoint only is decided here like the rest, so
/// that versions have one owner, but makes no row.
/// </summary>
/// <param name="By">The connection.</param>
public sealed record PublishCategories(Guid PersonId, string By, IReadOnlyList<PublicationRequest> Requests)
    : JournalCommand<Published>
{
    /// <summary>What <see cref="By"/> was told to be of a wrong version before: from there it is taken whatever its version.</summary>
    public IReadOnlySet<PublicationKey> Corrected { get; init; } = new HashSet<PublicationKey>();

    internal override string Ids => $"{PersonId}";

    internal override Outcome<Published> Decide(Turn turn)
    {
        if (turn.Pool.Person(PersonId) is not { Enabled: true })
        {
            return Refusal.PersonDisabled;
        }

        foreach (var request in Requests)
        {
            if (RoamingRules.Check(request, turn.Roaming) is { } refusal)
            {
                return refusal;
            }
        }

        var before = turn.Pool.Roaming(PersonId);
        var now = turn.Now;
        var data = before.WithoutRunOut(now);
        var wrong = Requests
            .Select((request, index) => (request, index))
            .Where(each => IsWrong(each.request, data))
            .Select(each => new WrongVersion(each.index + 1, VersionOf(each.request.Key, data)))
            .ToList();
        if (wrong.Count > 0)
        {
            return new Published(before, wrong);
        }

        var publications = data.Publications.ToBuilder();
        foreach (var request in Requests)
        {
            Take(request, publications, now, turn.Roaming.MaxPublicationLifetime);
        }

        if (publications.Count > turn.Roaming.MaxPublicationsPerPerson && publications.Count > before.Publications.Count)
        {
            return RoamingRules.TooMuch;
        }

        return new Published(turn.Pool.PutRoaming(PersonId, data.With(publications.ToImmutable())), []);
    }

    private static long VersionOf(PublicationKey key, RoamingData data) =>
        data.Publications.GetValueOrDefault(key)?.Version ?? 0;

    // COMPAT(pidgin-sipe): after a 409 it corrects one instance per category only and would publish again and again
    // (TRANSCRIPT.md trap 6). So a connection hears of a wrong version once, and never about what it published itself.
    private bool IsWrong(PublicationRequest request, RoamingData data) =>
        request.Version != VersionOf(request.Key, data)
        && !Corrected.Contains(request.Key)
        && data.Publications.GetValueOrDefault(request.Key)?.By != By;

    private void Take(
        PublicationRequest request,
        ImmutableDictionary<PublicationKey, Publication>.Builder publications,
        DateTimeOffset now,
        TimeSpan longest)
    {
        if (request.Removes)
        {
            publications.Remove(request.Key);
            return;
        }

        DateTimeOffset? expiresAt = request is { Life: PublicationLife.Time, Lifetime: { } asked }
            ? now + (asked < longest ? asked : longest)
            : null;
        var version = publications.TryGetValue(request.Key, out var known) ? known.Version : 0;
        publications[request.Key] = new Publication(
            request.Key, version + 1, request.Life, now, request.Content, expiresAt, By);
    }
}
