using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PersistentChat.Rooms.Transfer;

/// <summary>
/// What an export consists of: a zip with one file for each sort of thing, in it one JSON object in each line. Principals,
/// categories and add-ins are named by their ids.
/// </summary>
internal static class TransferFormat
{
    public const int Version = 1;
    public const string About = "export.json";
    public const string People = "people.jsonl";
    public const string Groups = "groups.jsonl";
    public const string AddIns = "add-ins.jsonl";
    public const string Categories = "categories.jsonl";
    public const string Policies = "policies.jsonl";
    public const string Rooms = "rooms.jsonl";

    private const int MaxLine = 16_777_216;

    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string MessagesOf(Guid room) => $"messages/{room:D}.jsonl";

    public static async Task WriteAsync<T>(Stream to, T one, CancellationToken ct)
    {
        await to.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(one, Json), ct);
        await to.WriteAsync(LineEnd, ct);
    }

    /// <exception cref="InvalidDataException">This is not what such a file has in it.</exception>
    public static async IAsyncEnumerable<T> ReadAsync<T>(Stream from, [EnumeratorCancellation] CancellationToken ct)
        where T : class
    {
        var reader = PipeReader.Create(from, new StreamPipeReaderOptions(leaveOpen: true));
        while (true)
        {
            var read = await reader.ReadAsync(ct);
            var rest = read.Buffer;
            while (TryReadLine(ref rest, out var line))
            {
                yield return Parse<T>(line);
            }

            if (rest.Length > MaxLine || (read.IsCompleted && !rest.IsEmpty))
            {
                throw new InvalidDataException(read.IsCompleted ? "A file ends within a line" : "A line is too long");
            }

            reader.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted)
            {
                await reader.CompleteAsync();
                yield break;
            }
        }
    }

    private static bool TryReadLine(ref ReadOnlySequence<byte> rest, out ReadOnlySequence<byte> line)
    {
        line = default;
        if (rest.PositionOf((byte)'\n') is not { } end)
        {
            return false;
        }

        line = rest.Slice(0, end);
        rest = rest.Slice(rest.GetPosition(1, end));
        return true;
    }

    private static T Parse<T>(ReadOnlySequence<byte> line)
        where T : class
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            return JsonSerializer.Deserialize<T>(ref reader, Json) ?? throw new InvalidDataException("A line has nothing in it");
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException($"A line is not what it should be, at {wrong.Path ?? "its beginning"}", wrong);
        }
    }
}
