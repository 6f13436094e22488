using PersistentChat.Server.Tests.World;

namespace PersistentChat.Server.Tests.Dialogs;

/// <summary>Every transcript of this folder, played against the real server.</summary>
internal sealed class DialogTests
{
    public static IEnumerable<string> Names => Transcript.Names;

    [TestCaseSource(nameof(Names))]
    public async Task Dialog(string name)
    {
        await using var play = new TranscriptPlay(Transcript.Load(name));
        await play.RunAsync();
        Assert.Pass("Every line came true, and nothing came that no line tells of.");
    }
}
