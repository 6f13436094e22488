using System.CommandLine;
using PersistentChat.Cli.Terminal;

namespace PersistentChat.Cli.Chat;

/// <summary><c>doctor</c>: two test people use the server as real ones do.</summary>
internal static class DoctorCommand
{
    public static Verb Create()
    {
        var (room, place) = (Values.Room(), new ChatPlace());
        var (sender, senderPassword) = Somebody("sender", "PCHAT_SENDER_PASSWORD");
        var (receiver, receiverPassword) = Somebody("receiver", "PCHAT_RECEIVER_PASSWORD");
        return place.AddTo(new Verb(
            "doctor",
            "Two test people sign in, join a room, exchange a pair of messages and leave. Says how long each step took and which one fails; ends with 1 then",
            "pchat doctor \"Test room\" --sender sip:test1@example.com --receiver sip:test2@example.com --sip tls:chat.example.com",
            "PCHAT_SENDER_PASSWORD=… PCHAT_RECEIVER_PASSWORD=… pchat doctor \"Test room\" --sender sip:test1@example.com --receiver sip:test2@example.com --json")
        {
            room, sender, senderPassword, receiver, receiverPassword,
        }).Ends(async session =>
        {
            ChatAccount[] accounts =
            [
                AccountOf(session, sender, senderPassword, "PCHAT_SENDER_PASSWORD"),
                AccountOf(session, receiver, receiverPassword, "PCHAT_RECEIVER_PASSWORD"),
            ];
            await using var checkup = new Checkup(
                (account, ct) => place.ConnectAsync(session, account, ct),
                stopping => place.Patience(session, stopping),
                step => Tell(session.Output, step));
            var isWell = await checkup.RunAsync(accounts[0], accounts[1], session.Get(room), place.Pool(session), session.Stopping);
            if (session.Output.IsJson)
            {
                session.Output.Json(new { well = isWell, failed = checkup.Steps.FirstOrDefault(step => step.Failure is not null)?.Name, checkup.Steps });
            }

            session.Output.Done(isWell ? "all is well" : $"failed: {checkup.Steps[^1].Name}");
            return isWell ? ExitCode.Done : ExitCode.Refused;
        });
    }

    private static (Option<string> Person, Option<FileInfo?> Password) Somebody(string who, string variable) => (
        new Option<string>($"--{who}") { Description = $"Address of the {who}", HelpName = "PERSON", Required = true },
        new Option<FileInfo?>($"--{who}-password-file") { Description = $"Its first line is the password; also {variable}", HelpName = "FILE" });

    private static ChatAccount AccountOf(Session session, Option<string> person, Option<FileInfo?> password, string variable) => new(
        ChatPlace.Person(session.Get(person)!),
        ChatPlace.PasswordIn(session.Get(password)) ?? Environment.GetEnvironmentVariable(variable));

    private static void Tell(Output output, CheckupStep step)
    {
        output.Done($"{(step.Failure is null ? "ok    " : "FAILED")} {step.Milliseconds,8:0.0} ms  {step.Name}");
        if (step.Failure is not null)
        {
            output.Done($"  {step.Failure}");
        }
    }
}
