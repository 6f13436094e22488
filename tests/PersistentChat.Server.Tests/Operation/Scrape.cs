using System.Globalization;
using System.Text.RegularExpressions;
using PersistentChat.Server.Tests.World;

namespace PersistentChat.Server.Tests.Operation;

/// <summary>What <c>/metrics</c> said at one moment, read as strictly as Prometheus reads it.</summary>
internal sealed partial class Scrape
{
    private readonly Dictionary<string, double> _values = [];
    private readonly Dictionary<string, string> _types = [];

    private Scrape(string text)
    {
        Text = text;
        Assert.That(text, Does.EndWith("\n"));
        foreach (var line in text[..^1].Split('\n'))
        {
            Read(line);
        }
    }

    public string Text { get; }

    /// <summary>By name: <c>counter</c>, <c>gauge</c>, <c>histogram</c>.</summary>
    public IReadOnlyDictionary<string, string> Types => _types;

    /// <summary>By name and labels as they stand there.</summary>
    public IReadOnlyDictionary<string, double> Values => _values;

    /// <summary>0 when it is not there.</summary>
    public double this[string sample] => _values.GetValueOrDefault(sample);

    public static async Task<Scrape> OfAsync(TestServer server)
    {
        using var http = new HttpClient { BaseAddress = new Uri(server.WhereIs("web")) };
        using var answer = await http.GetAsync(new Uri("metrics", UriKind.Relative), Patience.Token);
        Assert.That((int)answer.StatusCode, Is.EqualTo(200));
        Assert.That(answer.Content.Headers.ContentType!.ToString(), Is.EqualTo("text/plain; version=0.0.4; charset=utf-8"));
        return new Scrape(await answer.Content.ReadAsStringAsync(Patience.Token));
    }

    /// <summary>The first one that is as it should be.</summary>
    public static async Task<Scrape> UntilAsync(TestServer server, Func<Scrape, bool> isSo)
    {
        var patience = Patience.Token;
        while (true)
        {
            var scrape = await OfAsync(server);
            if (isSo(scrape)) { return scrape; }
            Assert.That(patience.IsCancellationRequested, Is.False, scrape.Text);
            await Task.Delay(20);
        }
    }

    private void Read(string line)
    {
        if (Help().IsMatch(line)) { return; }
        if (Type().Match(line) is { Success: true } type)
        {
            Assert.That(_types.TryAdd(type.Groups["name"].Value, type.Groups["type"].Value), Is.True, $"{line}: said twice");
            return;
        }

        var sample = Sample().Match(line);
        Assert.That(sample.Success, Is.True, $"no line of the format: {line}");
        var name = sample.Groups["name"].Value;
        var family = _types.ContainsKey(name) ? name : name[..Math.Max(0, name.LastIndexOf('_'))];
        Assert.That(_types.Keys.LastOrDefault(), Is.EqualTo(family), $"{line}: not below its type");
        Assert.That(_types[family] is "histogram", Is.EqualTo(family != name), line);
        var text = sample.Groups["value"].Value;
        var value = text is "+Inf" ? double.PositiveInfinity : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        Assert.That(_values.TryAdd(name + sample.Groups["labels"].Value, value), Is.True, $"{line}: said twice");
    }

    [GeneratedRegex(@"^# HELP [a-zA-Z_][a-zA-Z0-9_]* .+$")]
    private static partial Regex Help();

    [GeneratedRegex(@"^# TYPE (?<name>[a-zA-Z_][a-zA-Z0-9_]*) (?<type>counter|gauge|histogram)$")]
    private static partial Regex Type();

    [GeneratedRegex(@"^(?<name>[a-zA-Z_][a-zA-Z0-9_]*)(?<labels>\{[a-zA-Z_][a-zA-Z0-9_]*=""([^""\\]|\\[\\""n])*""(,[a-zA-Z_][a-zA-Z0-9_]*=""([^""\\]|\\[\\""n])*"")*\})? (?<value>[-+0-9.eE]+|\+Inf|NaN)$")]
    private static partial Regex Sample();
}
