using System.Globalization;
using System.Text.Json;
using PersistentChat.Cli.Terminal;
using PersistentChat.Management.Client;
using PersistentChat.Xccos;
using PersistentChat.Xccos.Blocks;
using PersistentChat.Xccos.Client;

namespace PersistentChat.Cli.Chat;

/// <summary>Somebody in a room: what is said there is shown, every line that is typed is posted.</summary>
/// <param name="client">Connected.</param>
/// <param name="output">Messages go to its writer, all else are remarks.</param>
/// <param name="patience">Ends one step that takes too long.</param>
internal sealed class Conversation(ChatClient client, Output output, Func<CancellationToken, CancellationTokenSource> patience)
{
    private const int Indent = 8;

    private readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);
    private volatile Echo? _awaited;
    private bool _isPutOut;

    /// <summary>Until standard input ends, or the server ends it, or <paramref name="stopping"/>; the exit code.</summary>
    public async Task<int> RunAsync(string roomName, string? pool, int history, bool staysOn, CancellationToken stopping)
    {
        var room = await EnterAsync(roomName, pool, history, stopping);
        var hearing = HearAsync();
        var code = ExitCode.Done;
        try
        {
            code = await SpeakAsync(room, hearing, stopping);
            if (staysOn)
            {
                await hearing.WaitAsync(stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Ctrl+C is how one leaves.
        }

        if (!hearing.IsCompleted)
        {
            await LeaveAsync(room);
        }

        await client.DisposeAsync();
        await hearing;
        return _isPutOut ? ExitCode.Refused : code;
    }

    private async Task<RoomUri> EnterAsync(string roomName, string? pool, int history, CancellationToken stopping)
    {
        await StepAsync(client.SignInAsync, stopping);
        await StepAsync(ct => client.OpenAsync(pool, ct), stopping);
        var room = await StepAsync(ct => client.FindRoomAsync(roomName, ct), stopping);
        foreach (var message in history > 0 ? await StepAsync(ct => client.ReadHistoryAsync(room, history, ct), stopping) : [])
        {
            Show(message, "yyyy-MM-dd HH:mm");
        }

        var people = await StepAsync(ct => client.JoinAsync(room, ct), stopping);
        foreach (var person in people)
        {
            _names[person.Uri] = person.Name;
        }

        var others = string.Join(", ", people
            .Where(person => !person.Uri.Equals(client.Person, StringComparison.OrdinalIgnoreCase)).Select(person => person.Name));
        output.Remark($"* you are in {roomName}{(others.Length > 0 ? $", with {others}" : "")}");
        return room;
    }

    private async Task HearAsync()
    {
        await foreach (var told in client.Heard.ReadAllAsync())
        {
            switch (told)
            {
                case ToldMessage { Message: var message }:
                    Show(message, "HH:mm");
                    _awaited?.Hear(message, client.Person);
                    break;
                case ToldNotice { Id: WireNames.NoticeIds.Join or WireNames.NoticeIds.BatchJoin } came:
                    Tell(came, "came");
                    break;
                case ToldNotice { Id: WireNames.NoticeIds.Part } went:
                    Tell(went, "left");
                    break;
                case ToldNotice { Id: WireNames.NoticeIds.Kick }:
                    output.Remark("* you were put out of the room");
                    _isPutOut = true;
                    return;
            }
        }
    }

    private async Task<int> SpeakAsync(RoomUri room, Task hearing, CancellationToken stopping)
    {
        var code = ExitCode.Done;
        while (true)
        {
            // The console has no reading that can be given up; a line that comes too late is nobody's.
            var reading = Task.Run(Console.In.ReadLine, stopping);
            if (await Task.WhenAny(reading, hearing).WaitAsync(stopping) == hearing)
            {
                await hearing;
                return _isPutOut ? ExitCode.Refused : throw new IOException("The server ended the chat, or the connection was lost.");
            }

            if (await reading is not { } line)
            {
                return code;
            }

            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            try
            {
                await StepAsync(ct => PostAsync(room, line, hearing, ct), stopping);
            }
            catch (RefusedException refused)
            {
                output.Remark($"refused: {refused.Message}");
                code = ExitCode.Refused;
            }
        }
    }

    // Whoever leaves hears no more of the room, what it has just posted itself included: so that is waited for.
    private async Task PostAsync(RoomUri room, string line, Task hearing, CancellationToken ct)
    {
        var echo = _awaited = new Echo(line);
        await client.PostAsync(room, line, ct);
        await Task.WhenAny(echo.Heard, hearing).WaitAsync(ct);
    }

    private async Task LeaveAsync(RoomUri room)
    {
        await StepAsync(ct => client.PartAsync(room, ct), CancellationToken.None);
        await StepAsync(client.SignOutAsync, CancellationToken.None);
    }

    private void Show(PostedMessage message, string timeFormat)
    {
        if (output.IsJson)
        {
            output.Writer.WriteLine(JsonSerializer.Serialize(
                new { room = $"{message.Room}", id = message.ChatId, author = message.AuthorUri, at = message.At, message.Alert, message.Content.Text },
                ApiJson.Options));
            return;
        }

        var time = message.At.ToLocalTime().ToString(timeFormat, CultureInfo.InvariantCulture);
        var alert = message.Alert ? " (!)" : "";
        output.Writer.WriteLine($"{time} {TerminalText.Line(message.AuthorName)}{alert}: {TerminalText.Lines(message.Content.Text, Indent)}");
    }

    private void Tell(ToldNotice notice, string what)
    {
        foreach (var person in notice.People)
        {
            var name = person.Name != person.Uri ? person.Name : _names.GetValueOrDefault(person.Uri, person.Uri);
            _names[person.Uri] = name;
            output.Remark($"* {name} {what}");
        }
    }

    private async Task StepAsync(Func<CancellationToken, Task> step, CancellationToken stopping)
    {
        using var limit = patience(stopping);
        await step(limit.Token);
    }

    private async Task<T> StepAsync<T>(Func<CancellationToken, Task<T>> step, CancellationToken stopping)
    {
        using var limit = patience(stopping);
        return await step(limit.Token);
    }

    private sealed class Echo(string text)
    {
        private readonly TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Heard => _heard.Task;

        public void Hear(PostedMessage message, string person)
        {
            if (message.Content.Text == text && message.AuthorUri.Equals(person, StringComparison.OrdinalIgnoreCase))
            {
                _heard.TrySetResult();
            }
        }
    }
}
