namespace PersistentChat.Xccos.Reading;

/// <summary>What became of a body: an <see cref="XccosDocument"/> or an <see cref="XccosFault"/>.</summary>
public abstract record XccosReading;
