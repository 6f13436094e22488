using System.Runtime.CompilerServices;

namespace PersistentChat.Sip.Tests.Torture;

/// <summary>What becomes of the connection behind a message.</summary>
public enum Then
{
    /// <summary>The next message on it is served.</summary>
    GoesOn,

    /// <summary>Where the next message begins is not known: the stream ends.</summary>
    Ends,

    /// <summary>The rest of the message never comes: the stream ends after the time for half messages.</summary>
    Starves,
}

/// <summary>One message of a torture test, <c>RFC/NAME.dat</c>, and what a UAS on a stream makes of it.</summary>
/// <param name="Name">As the RFC calls it.</param>
/// <param name="Section">Where the RFC has it.</param>
/// <param name="Parsed">True: the parser takes it. False: it is refused with the first answer.</param>
/// <param name="Answers">The statuses on a live connection, in order; none for what must not be answered.</param>
/// <param name="Then">The connection after it.</param>
/// <param name="Why">Why that, where the RFC leaves it open or speaks of UDP, a proxy or a client.</param>
public sealed record TortureCase(string Name, string Section, bool Parsed, int[] Answers, Then Then, string Why)
{
    public string Rfc { get; init; } = "rfc4475";

    public byte[] Bytes => File.ReadAllBytes(Path.Combine(Folder(), Rfc, Name + ".dat"));

    public static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;

    public override string ToString() => $"{Rfc} {Section} {Name}";
}
