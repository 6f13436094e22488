using System.Buffers;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Authentication;

/// <summary>
/// The text that is signed (MS-SIPAE section 3.2.5.1): every field in angle brackets, exactly as it stands in the message, an
/// absent one empty. Built in a buffer of the thread, which is used again by the next one.
/// </summary>
internal readonly ref struct SignatureText
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _text;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _signature;

    private readonly ArrayBufferWriter<byte> _output;
    private readonly bool _hasToUri;

    private SignatureText(ArrayBufferWriter<byte> output, bool hasToUri) => (_output, _hasToUri) = (output, hasToUri);

    public ReadOnlySpan<byte> Text => _output.WrittenSpan;

    /// <summary>An empty buffer of the thread for the signature itself.</summary>
    public static ArrayBufferWriter<byte> Signature()
    {
        var signature = _signature ??= new ArrayBufferWriter<byte>(64);
        signature.ResetWrittenCount();
        return signature;
    }

    public static SignatureText Begin(SignatureTerms terms, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> number)
    {
        var output = _text ??= new ArrayBufferWriter<byte>(1024);
        output.ResetWrittenCount();

        // Versions 3 and 4 differ in the handshake only.
        var text = new SignatureText(output, terms.Version > SignatureTerms.OldestVersion);
        text.Field(terms.Scheme);
        text.Field(salt);
        text.Field(number);
        text.Field(terms.Realm);
        text.Field(terms.TargetName);
        return text;
    }

    public SignatureText Add(in SignedHead head)
    {
        Field(head.CallId);
        Field(head.CSeq);
        Field(head.Method);
        Field(head.FromUri);
        Field(head.FromTag);
        if (_hasToUri) { Field(head.ToUri); }
        Field(head.ToTag);
        if (_hasToUri)
        {
            Field(head.AssertedSipUri);
            Field(head.AssertedTelUri);
        }

        Field(head.Expires);
        if (head.Status is { } status) { Field(status); }
        return this;
    }

    public SignatureText Add(in SignedAnswer head)
    {
        Field(head.CallId);
        Field(head.CSeq);
        Field(head.Method);
        Field(head.FromUri);
        Field(head.FromTag);
        if (_hasToUri) { Field(head.ToUri); }
        Field(head.ToTag);
        if (_hasToUri)
        {
            Field("");
            Field("");
        }

        Field(head.Expires);
        Field(head.Status);
        return this;
    }

    private void Field(string value)
    {
        _output.Write("<"u8);
        _output.Append(value);
        _output.Write(">"u8);
    }

    private void Field(int value)
    {
        _output.Write("<"u8);
        _output.Append(value);
        _output.Write(">"u8);
    }

    private void Field(ReadOnlySpan<byte> value)
    {
        _output.Write("<"u8);
        _output.Write(value);
        _output.Write(">"u8);
    }
}
