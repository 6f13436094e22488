using System.Buffers;
using PersistentChat.Sip.Tests.Fakes;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Tests.Transport;

public class BlockPoolTests
{
    private static readonly TimeSpan While = TimeSpan.FromSeconds(10);

    private readonly ManualClock _clock = new();

    [Test]
    public void What_a_storm_has_needed_is_let_go_when_a_while_has_passed_without_it()
    {
        using var pool = new BlockPool(_clock);
        Use(pool, 100);

        _clock.Advance(While);
        Assert.That(pool.FreeCount, Is.EqualTo(100));

        Use(pool, 7);
        _clock.Advance(While);
        Assert.That(pool.FreeCount, Is.EqualTo(7));

        _clock.Advance(While);
        Assert.That(pool.FreeCount, Is.Zero);
    }

    [Test]
    public void What_is_needed_again_and_again_stays()
    {
        using var pool = new BlockPool(_clock);
        for (var i = 0; i < 5; i++)
        {
            Use(pool, 10);
            _clock.Advance(While);
            Assert.That(pool.FreeCount, Is.EqualTo(10));
        }
    }

    [Test]
    public void Nobody_gets_a_block_that_somebody_else_has()
    {
        using var pool = new BlockPool(_clock);
        Use(pool, 3);
        using var first = pool.Rent();
        _clock.Advance(While + While);

        using var second = pool.Rent();
        using var third = pool.Rent();

        first.Memory.Span.Fill(1);
        second.Memory.Span.Fill(2);
        third.Memory.Span.Fill(3);
        Assert.That(
            new[] { first, second, third }.Select(block => (block.Memory.Length, block.Memory.Span.ToArray().Distinct().Single())),
            Is.EqualTo(new (int, byte)[] { (BlockPool.BlockSize, 1), (BlockPool.BlockSize, 2), (BlockPool.BlockSize, 3) }));
    }

    [Test]
    public void A_block_has_a_size_and_no_more()
    {
        using var pool = new BlockPool(_clock);

        Assert.That(() => pool.Rent(BlockPool.BlockSize + 1), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private static void Use(BlockPool pool, int count)
    {
        List<IMemoryOwner<byte>> blocks = [.. Enumerable.Range(0, count).Select(_ => pool.Rent())];
        blocks.ForEach(block => block.Dispose());
    }
}
