namespace PersistentChat.Xccos.Commands;

/// <summary>
/// One thing a client asks for or says. <paramref name="Id"/> is the canonical id (<c>cmd:join</c>, <c>grpchat</c>),
/// <paramref name="Sequence"/> its <c>seqid</c> as sent, which an answer names again; without one, its place in the
/// envelope counted from 1 (xccos.md section 4).
/// </summary>
public abstract record ClientPrimitive(string Id, string Sequence);
