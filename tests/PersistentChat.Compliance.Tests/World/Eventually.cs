using System.Diagnostics;

namespace PersistentChat.Compliance.Tests.World;

/// <summary>Waits for what must come. The bound is for a machine that is very busy; nothing is proved by its length.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(5);

    /// <summary>Looks until <paramref name="condition"/> holds; an exception counts as "not yet".</summary>
    public static async Task HoldsAsync(Func<Task<bool>> condition, Func<string> otherwise)
    {
        var started = Stopwatch.GetTimestamp();
        Exception? last = null;
        while (Stopwatch.GetElapsedTime(started) < Bound)
        {
            try
            {
                if (await condition())
                {
                    return;
                }

                last = null;
            }
            catch (Exception notYet) when (notYet is not AssertionException)
            {
                last = notYet;
            }

            await Task.Delay(50);
        }

        Assert.Fail($"Not within {Bound}: {otherwise()} {last}");
    }
}
