using System.Text.RegularExpressions;
using PersistentChat.Server.Tests.World;

namespace PersistentChat.Server.Tests.Api;

/// <summary>What browsers are told about the pages and about everything else under <c>/api</c>.</summary>
internal sealed partial class PagesTests
{
    private static readonly string[] Pages = ["api", "api/sign-in"];
    private static readonly string[] Files = [.. Pages, "api/page/page.css", "api/page/session.js", "api/page/sign-in.js", "api/page/api.js"];

    [Test]
    public async Task Pages_run_and_fetch_nothing_but_what_comes_from_this_server()
    {
        await using var world = await ApiWorld.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(world.Server.WhereIs("web")) };
        foreach (var file in Files)
        {
            using var reply = await http.GetAsync(file, Patience.Token);
            Assert.That((int)reply.StatusCode, Is.EqualTo(200), file);
            var policy = reply.Headers.GetValues("Content-Security-Policy").Single().Split("; ");
            Assert.That(policy, Does.Contain("default-src 'none'").And.Contain("script-src 'self'").And.Contain("frame-ancestors 'none'"));
            Assert.That(policy, Has.None.Contains("unsafe").And.None.Contains("http").And.None.Contains("*"));

            var text = await reply.Content.ReadAsStringAsync(Patience.Token);
            Assert.That(Elsewhere().Matches(text).Select(it => it.Value), Is.Empty, file);
            Assert.That(Inline().Matches(text).Select(it => it.Value), Is.Empty, $"{file}: the policy stops what is written into a page");
            Assert.That(text, Does.Not.Contain("innerHTML").And.Not.Contain("eval("), file);
        }
    }

    [Test]
    public async Task Nothing_under_api_is_shown_in_a_frame_kept_or_taken_for_something_else()
    {
        await using var world = await ApiWorld.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(world.Server.WhereIs("web")) };
        foreach (var path in Files.Append("api/me").Append("api/no/such/thing").Append("api/openapi.json"))
        {
            using var reply = await http.GetAsync(path, Patience.Token);
            Assert.That(reply.Headers.GetValues("X-Frame-Options").Single(), Is.EqualTo("DENY"), path);
            Assert.That(reply.Headers.GetValues("X-Content-Type-Options").Single(), Is.EqualTo("nosniff"), path);
            Assert.That(reply.Headers.GetValues("Cross-Origin-Resource-Policy").Single(), Is.EqualTo("same-origin"), path);
            Assert.That(reply.Headers.GetValues("Referrer-Policy").Single(), Is.EqualTo("no-referrer"), path);
            Assert.That(reply.Headers.GetValues("Content-Security-Policy").Single(), Does.Contain("frame-ancestors 'none'"), path);
            Assert.That(reply.Headers.CacheControl!.NoStore, Is.True, path);
            Assert.That(reply.Headers.Contains("Access-Control-Allow-Origin"), Is.False, path);
        }
    }

    [GeneratedRegex(@"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}", RegexOptions.IgnoreCase)]
    private static partial Regex Elsewhere();

    [GeneratedRegex(@"\son[a-z]+\s*=\s*[""']|\sstyle\s*=\s*[""']|<script>|<style|javascript:", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();
}
