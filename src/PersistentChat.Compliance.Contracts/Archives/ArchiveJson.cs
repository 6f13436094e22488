using System.Text.Json.Serialization;

namespace PersistentChat.Compliance.Contracts.Archives;

/// <summary>The one JSON form of manifests and heads: camel case, absent means null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Manifest))]
[JsonSerializable(typeof(Head))]
internal sealed partial class ArchiveJson : JsonSerializerContext;
