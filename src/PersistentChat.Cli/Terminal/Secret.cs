using System.Text;

namespace PersistentChat.Cli.Terminal;

/// <summary>Passwords and tokens: never on a command line, where other processes see them.</summary>
internal static class Secret
{
    /// <summary>The first line of standard input; a person is asked for it and does not see what is typed.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static string Read(string what)
    {
        var secret = Console.IsInputRedirected ? Console.In.ReadLine() : Ask(what);
        return string.IsNullOrEmpty(secret)
            ? throw new UsageException($"No {what}: give it as one line on standard input.")
            : secret;
    }

    private static string Ask(string what)
    {
        Console.Error.Write($"{what}: ");
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is var key && key.Key is not ConsoleKey.Enter)
        {
            if (key.Key is ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                typed.Append(key.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }
}
