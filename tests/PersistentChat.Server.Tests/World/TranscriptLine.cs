namespace PersistentChat.Server.Tests.World;

/// <summary>One sentence of a transcript, with the lines that continue it.</summary>
internal readonly record struct TranscriptLine(int Number, string Text);
