namespace PersistentChat.Management;

/// <summary>Whether persistent chat may be used (the original's EnablePersistentChat).</summary>
/// <param name="Principal"><c>sip:user@domain</c>, <c>domain:example.com</c> or <c>everybody</c>: the narrowest that is set holds.</param>
/// <param name="Enabled">Null: not set, the next wider one holds.</param>
public sealed record Policy(string Principal, bool? Enabled);
