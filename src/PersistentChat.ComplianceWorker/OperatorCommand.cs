using System.Data.Common;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Recording;

namespace PersistentChat.ComplianceWorker;

/// <summary>
/// What the program does instead of working when its first argument says so; settings may follow. It touches nothing but the
/// compliance database, and workers may run meanwhile.
/// </summary>
internal static class OperatorCommand
{
    public const string Usage = """
        unreadable                     lists the events that cannot be read: position, when recorded, why, bytes (base64)
        repair EPOCH/NUMBER TEXT       records what such an event was
        """;

    /// <returns>The exit code; null: the arguments are for a worker.</returns>
    public static async Task<int?> RunAsync(string[] args)
    {
        if (args is [] || args[0].StartsWith('-'))
        {
            return null;
        }

        try
        {
            switch (args)
            {
                case ["unreadable", .. var settings]:
                    return await ListAsync(settings);
                case ["repair", var position, var text, .. var settings] when EventPosition.TryParse(position, out var at):
                    return await RepairAsync(at, text, settings);
                default:
                    return await RefuseAsync($"{args[0]}: not understood\n{Usage}");
            }
        }
        catch (Exception failure) when (failure is DbException or ArgumentException)
        {
            return await RefuseAsync(failure.Message);
        }
    }

    private static async Task<int> ListAsync(string[] settings)
    {
        await using var app = Worker.Build(settings);
        foreach (var unreadable in await app.Services.GetRequiredService<Repairs>().FindAsync(CancellationToken.None))
        {
            await Console.Out.WriteLineAsync(string.Join(
                '\t', unreadable.Position, $"{unreadable.RecordedAt:O}", unreadable.Fault, Convert.ToBase64String(unreadable.Bytes.Span)));
        }

        return 0;
    }

    private static async Task<int> RepairAsync(EventPosition position, string text, string[] settings)
    {
        await using var app = Worker.Build(settings);
        return await app.Services.GetRequiredService<Repairs>().RepairAsync(position, text, CancellationToken.None) is { } refusal
            ? await RefuseAsync(refusal)
            : 0;
    }

    private static async Task<int> RefuseAsync(string why)
    {
        await Console.Error.WriteLineAsync(why);
        return 1;
    }
}
