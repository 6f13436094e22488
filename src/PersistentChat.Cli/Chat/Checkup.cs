using System.Diagnostics;
using PersistentChat.Cli.Terminal;
using PersistentChat.Xccos;
using PersistentChat.Xccos.Client;

namespace PersistentChat.Cli.Chat;

/// <summary>What two people do who talk in a room, step by step until one fails (the original's Test-CsPersistentChatMessage).</summary>
/// <param name="connect">Connects somebody.</param>
/// <param name="patience">Ends one step that takes too long.</param>
/// <param name="onStep">Called after each step.</param>
internal sealed class Checkup(
    Func<ChatAccount, CancellationToken, Task<ChatClient>> connect,
    Func<CancellationToken, CancellationTokenSource> patience,
    Action<CheckupStep> onStep) : IAsyncDisposable
{
    private readonly List<ChatClient> _clients = [];
    private readonly List<CheckupStep> _steps = [];

    public IReadOnlyList<CheckupStep> Steps => _steps;

    /// <summary>Whether no step failed; the last one is the one that did.</summary>
    public async Task<bool> RunAsync(ChatAccount sender, ChatAccount receiver, string roomName, string? pool, CancellationToken stopping)
    {
        var (first, room) = await EnterAsync(sender, roomName, pool, stopping);
        var (second, _) = first is null ? default : await EnterAsync(receiver, roomName, pool, stopping);
        return first is not null && second is not null
            && await TellAsync("message from sender to receiver", first, second, room, stopping)
            && await TellAsync("message from receiver to sender", second, first, room, stopping)
            && await LeaveAsync(sender, first, room, stopping)
            && await LeaveAsync(receiver, second, room, stopping);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }
    }

    // No client: a step failed.
    private async Task<(ChatClient? Client, RoomUri Room)> EnterAsync(
        ChatAccount account, string roomName, string? pool, CancellationToken stopping)
    {
        ChatClient? client = null;
        RoomUri room = default;
        var isIn = await StepAsync($"connect {account.Person}", async ct => _clients.Add(client = await connect(account, ct)), stopping)
            && await StepAsync($"sign in {account.Person}", client!.SignInAsync, stopping)
            && await StepAsync($"open chat {account.Person}", ct => client.OpenAsync(pool, ct), stopping)
            && await StepAsync($"find room {account.Person}", async ct => room = await client.FindRoomAsync(roomName, ct), stopping)
            && await StepAsync($"join {account.Person}", ct => client.JoinAsync(room, ct), stopping);
        return (isIn ? client : null, room);
    }

    // From before it is sent until the other has it.
    private Task<bool> TellAsync(string name, ChatClient from, ChatClient to, RoomUri room, CancellationToken stopping)
    {
        var text = $"pchat doctor {Guid.NewGuid():N}";
        return StepAsync(name, async ct =>
        {
            await from.PostAsync(room, text, ct);
            await foreach (var told in to.Heard.ReadAllAsync(ct))
            {
                if (told is ToldMessage { Message: var message } && message.Room == room && message.Content.Text == text)
                {
                    return;
                }
            }

            throw new IOException("The chat ended before the message came.");
        }, stopping);
    }

    private async Task<bool> LeaveAsync(ChatAccount account, ChatClient client, RoomUri room, CancellationToken stopping) =>
        await StepAsync($"leave {account.Person}", ct => client.PartAsync(room, ct), stopping)
        && await StepAsync($"sign out {account.Person}", client.SignOutAsync, stopping);

    private async Task<bool> StepAsync(string name, Func<CancellationToken, Task> step, CancellationToken stopping)
    {
        var started = Stopwatch.GetTimestamp();
        string? failure = null;
        try
        {
            using var limit = patience(stopping);
            await step(limit.Token);
        }
        catch (Exception failed) when (!stopping.IsCancellationRequested && Failures.Explain(failed, stopping) is { Code: not ExitCode.Usage } explained)
        {
            failure = string.Join(" ", explained.Lines);
        }

        _steps.Add(new CheckupStep(name, Stopwatch.GetElapsedTime(started).TotalMilliseconds, failure));
        onStep(_steps[^1]);
        return failure is null;
    }
}
