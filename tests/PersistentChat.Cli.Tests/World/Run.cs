using System.Text.Json.Nodes;

namespace PersistentChat.Cli.Tests.World;

/// <summary>How a command ended and what it said.</summary>
internal sealed record Run(int Code, string Output, string Error)
{
    public JsonNode Json => JsonNode.Parse(Output)!;

    /// <summary>The lines of the output.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public Run Expect(int code)
    {
        Assert.That(Code, Is.EqualTo(code), $"it said: {Output}{Error}");
        return this;
    }
}
