using System.Buffers;

namespace PersistentChat.Xccos.Xml;

/// <summary>
/// Where an envelope is written: a growing array that belongs to the pool and goes back to it once the envelope is taken.
/// </summary>
internal sealed class PooledBuffer : Stream
{
    private const int Small = 1024;

    private byte[] _bytes = [];
    private int _length;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    /// <summary>What was written since this was last called.</summary>
    public byte[] Take()
    {
        var taken = _bytes.AsSpan(0, _length).ToArray();
        Return();
        return taken;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_length + buffer.Length > _bytes.Length)
        {
            Grow(_length + buffer.Length);
        }

        buffer.CopyTo(_bytes.AsSpan(_length));
        _length += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        Return();
        base.Dispose(disposing);
    }

    private void Grow(int needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Math.Max(needed, Small), _bytes.Length * 2));
        var length = _length;
        _bytes.AsSpan(0, length).CopyTo(larger);
        Return();
        (_bytes, _length) = (larger, length);
    }

    private void Return()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        (_bytes, _length) = ([], 0);
    }
}
