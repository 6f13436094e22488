namespace PersistentChat.Sip.Inspection;

/// <summary>Why a well-formed request is not served, in the words of its answer (RFC 3261 section 21.4 to 21.6).</summary>
internal sealed record Refusal(int Status, string? Reason = null, params (string Name, string Value)[] Headers);
