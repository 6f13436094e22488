using System.ComponentModel.DataAnnotations;

namespace PersistentChat.Xccos;

/// <summary>How much of an envelope is read before it is refused. No client comes near the defaults.</summary>
public sealed class XccosLimits
{
    public const string Section = "Xccos:Limits";

    /// <summary>Bytes of one body. pidgin-sipe was seen to send 200 kB (TRANSCRIPT.md section 2).</summary>
    [Range(1024, 16 * 1024 * 1024)]
    public int MaxBytes { get; set; } = 256 * 1024;

    /// <summary>Elements within elements, the root being 1.</summary>
    [Range(8, 256)]
    public int MaxDepth { get; set; } = 32;

    /// <summary>Commands and posts in one envelope.</summary>
    [Range(1, 1024)]
    public int MaxPrimitives { get; set; } = 32;

    /// <summary>Attributes of one element, namespace declarations included.</summary>
    [Range(16, 1024)]
    public int MaxAttributes { get; set; } = 64;

    /// <summary>Characters of one attribute's value.</summary>
    [Range(256, 1024 * 1024)]
    public int MaxAttributeLength { get; set; } = 4096;

    /// <summary>
    /// Characters of one element's or attribute's name, of an envelope's, a primitive's and a message's id.
    /// </summary>
    [Range(64, 4096)]
    public int MaxNameLength { get; set; } = 128;
}
