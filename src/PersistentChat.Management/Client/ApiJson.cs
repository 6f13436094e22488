using System.Text.Json;
using System.Text.Json.Serialization;

namespace PersistentChat.Management.Client;

/// <summary>How the contract is written as JSON: names in camel case, words for enumerations.</summary>
public static class ApiJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };
}
