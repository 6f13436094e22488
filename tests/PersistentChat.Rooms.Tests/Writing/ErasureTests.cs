using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PersistentChat.Compliance.Tests.World;
using PersistentChat.Rooms.Chat;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Writing;

/// <summary>
/// Everything that takes stored messages away, one by one. A legal hold will be one rule
/// (<see cref="PermittedErasure"/>); here is what it must reach.
/// </summary>
[EveryEngine]
public sealed partial class ErasureTests
{
    private static readonly Dictionary<Type, Func<TestPool, Room, Person?, Task<Refusal?>>> All = new()
    {
        [typeof(RoomErasure)] = (pool, room, by) => pool.RefusalOfAsync(new DeleteRoom(room.Id) { By = by }),
        [typeof(Purge)] = (pool, room, by) => pool.RefusalOfAsync(new PurgeRoom(room.Id, 2) { By = by }),
        [typeof(Replacement)] = (pool, room, by) => pool.RefusalOfAsync(new ReplaceMessages(room.Id, [1, 2], null) { By = by }),
    };

    public static IEnumerable<Type> Kinds() => All.Keys;

    [Test]
    public void Every_kind_of_erasure_is_looked_at_here() => Assert.That(
        typeof(Erasure).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Erasure))), Is.EquivalentTo(All.Keys));

    [TestCaseSource(nameof(Kinds))]
    public async Task Without_permission_nothing_is_taken_away_also_by_a_manager(Type kind)
    {
        await using var pool = await TestPool.StartAsync();
        var ann = await pool.PersonAsync("ann");
        var room = await pool.RoomSayingAsync("Desk", ann, "one", "two");
        await pool.DoAsync(new ChangeRoles(room.Id, ann.Id, RoomRoles.Member | RoomRoles.Manager));

        Assert.That(await All[kind](pool, room, ann), Is.EqualTo(Refusal.NotAdministrator));
        Assert.That(await TextsAsync(pool), Is.EqualTo(new[] { "one", "two" }));

        Assert.That(await All[kind](pool, room, null), Is.Null);
        Assert.That(await TextsAsync(pool), Has.None.Not.Null);
    }

    [Test]
    public void Nowhere_else_in_the_store_are_messages_deleted_or_their_text_changed()
    {
        var found = Directory.EnumerateFiles(Repository.PathOf("src/PersistentChat.Rooms"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(file => TakesAway().IsMatch(File.ReadAllText(file)))
            .Select(Path.GetFileName);
        Assert.That(found, Is.EqualTo(new[] { "Erasures.cs" }));
    }

    // Rows of messages deleted or updated in bulk or by SQL, or their text set anywhere.
    [GeneratedRegex(@"Messages\b[^;]*\.Execute(Delete|Update)|(DELETE FROM|UPDATE) ""?Messages|SetProperty\(\w+ => \w+\.Text\b|\.RemoveRange\(db\.Messages")]
    private static partial Regex TakesAway();

    private static async Task<List<string?>> TextsAsync(TestPool pool)
    {
        await using var db = pool.Read();
        return await db.Messages.OrderBy(row => row.ChatId).Select(row => row.Text).ToListAsync();
    }
}
