using System.CommandLine;
using PersistentChat.Cli.Terminal;

namespace PersistentChat.Cli.Chat;

/// <summary><c>chat ROOM</c>: a person in a room, at the terminal.</summary>
internal static class ChatCommand
{
    public static Verb Create()
    {
        var (room, place) = (Values.Room(), new ChatPlace());
        var person = new Option<string?>("--as") { Description = "Address of who chats; also from the profile", HelpName = "PERSON" };
        var password = new Option<FileInfo?>("--password-file")
        {
            Description = "Its first line is the password; also PCHAT_PASSWORD; otherwise asked for at a terminal",
            HelpName = "FILE",
        };
        var history = new Option<int>("--history") { Description = "How many of the last messages to show", DefaultValueFactory = _ => 25 };
        var listen = new Option<bool>("--listen") { Description = "Stay after the end of standard input, until Ctrl+C" };
        return place.AddTo(new Verb(
            "chat",
            "Joins a room as a person: shows what was and what is said, posts every line of standard input, leaves at its end",
            "pchat chat Lobby --as sip:ada@example.com --sip tls:chat.example.com",
            "echo \"Build 4711 is out\" | PCHAT_PASSWORD=… pchat chat Releases --as sip:build@example.com",
            "pchat chat Operations --as sip:ada@example.com --listen --json < /dev/null")
        {
            room, person, password, history, listen,
        }).Ends(async session =>
        {
            var name = session.Get(person) ?? session.Profile.Person ?? throw new UsageException("Who chats? Say --as PERSON.");
            var account = new ChatAccount(ChatPlace.Person(name), PasswordOf(session.Get(password), name));
            ChatClient client;
            using (var patience = place.Patience(session, session.Stopping))
            {
                client = await place.ConnectAsync(session, account, patience.Token);
            }

            await using (client)
            {
                var conversation = new Conversation(client, session.Output, stopping => place.Patience(session, stopping));
                return await conversation.RunAsync(
                    session.Get(room), place.Pool(session), session.Get(history), session.Get(listen), session.Stopping);
            }
        });
    }

    // Null: a server that believes everybody on its machine wants none.
    private static string? PasswordOf(FileInfo? file, string person) =>
        ChatPlace.PasswordIn(file)
        ?? Environment.GetEnvironmentVariable("PCHAT_PASSWORD")
        ?? (Console.IsInputRedirected ? null : Secret.Read($"password of {person}"));
}
