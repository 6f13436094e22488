using System.Text.Json.Serialization;

namespace PersistentChat.Compliance.Contracts;

/// <summary>
/// The one JSON form of a <see cref="ComplianceEvent"/>: camel case, kinds by number, absent means null.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ComplianceEvent))]
[JsonSerializable(typeof(List<CompliancePerson>))]
public sealed partial class ComplianceJson : JsonSerializerContext;
