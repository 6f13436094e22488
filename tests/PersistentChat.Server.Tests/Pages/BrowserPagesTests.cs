using PersistentChat.Server.Tests.Api;

namespace PersistentChat.Server.Tests.Pages;

/// <summary>The pages in a real browser; with <c>PCHAT_PICTURES</c> a folder, pictures of them are left there.</summary>
internal sealed class BrowserPagesTests
{
    private ApiWorld _world = null!;
    private HeadlessBrowser _browser = null!;

    private string Root => _world.Server.WhereIs("web");

    [SetUp]
    public async Task StartAsync()
    {
        _world = await ApiWorld.StartAsync();
        _browser = await HeadlessBrowser.StartAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _browser.DisposeAsync();
        await _world.DisposeAsync();
    }

    [Test]
    public async Task An_administrator_signs_in_makes_a_category_and_signs_out()
    {
        await _world.BrowserAsync("ada", "administrator");
        await _browser.GoAsync($"{Root}api");
        await _browser.UntilAsync("document.getElementById('sign-in')?.hidden === false");
        await _browser.EvaluateAsync("document.getElementById('sign-in').click()");
        await SignInAsync("ada", "guess");
        await _browser.UntilAsync("document.getElementById('message')?.innerText.includes('wrong')");
        await PhotographAsync("sign-in");
        await SignInAsync("ada", ApiWorld.PasswordOf("ada"));

        await _browser.UntilAsync("document.querySelectorAll('#operations a').length > 30");
        Assert.That((string?)await _browser.EvaluateAsync("document.getElementById('who').innerText"), Is.EqualTo("sip:ada@example.com (Administrator)"));
        Assert.That((string?)await _browser.EvaluateAsync("document.cookie"), Is.Empty, "no script can read it");

        await OpenAsync("POST", "/categories");
        await _browser.EvaluateAsync("document.querySelector('#request textarea').value = JSON.stringify({ name: 'Desks <b>&' })");
        Assert.That(await SendAsync(), Is.EqualTo("201"));
        Assert.That(_world.Server.Journal.Committed.Categories.Values.Select(it => it.Name), Is.EqualTo(new[] { "Desks <b>&" }));
        await PhotographAsync("api");

        await OpenAsync("GET", "/categories/{id}");
        var id = _world.Server.Journal.Committed.Categories.Keys.Single();
        await _browser.EvaluateAsync($"document.querySelector('#request input[name=id]').value = '{id}'");
        Assert.That(await SendAsync(), Is.EqualTo("200"));
        Assert.That((string?)await _browser.EvaluateAsync("document.querySelector('#answer pre').innerText"), Does.Contain("Desks <b>&"));

        await _browser.EvaluateAsync("document.getElementById('sign-out').click()");
        await _browser.UntilAsync("document.getElementById('sign-in').hidden === false && document.querySelectorAll('#operations a').length === 0");
        Assert.That(_world.Server.Journal.Committed.Sessions, Has.Count.EqualTo(1), "only the one that this browser did not have");
        AssertNoComplaints();
    }

    [Test]
    public async Task Somebody_changes_the_own_password_and_looks_at_the_api_with_a_token()
    {
        await _world.BrowserAsync("bob", "person");
        await _browser.GoAsync($"{Root}api/sign-in");
        await SignInAsync("bob", ApiWorld.PasswordOf("bob"));
        await _browser.UntilAsync("location.pathname === '/api' && document.getElementById('account')?.hidden === false");
        await _browser.GoAsync($"{Root}api/sign-in");
        await _browser.UntilAsync("document.querySelectorAll('#sessions li').length === 2");
        await PhotographAsync("account");
        await _browser.EvaluateAsync(
            $$"""
            for (const [id, value] of [['current', '{{ApiWorld.PasswordOf("bob")}}'], ['new', 'other'], ['again', 'other']]) {
                document.getElementById(id).value = value;
            }
            document.querySelector('#change button').click();
            """);
        await _browser.UntilAsync("document.getElementById('message').innerText.startsWith('Changed') && !document.getElementById('sign-in').hidden");
        Assert.That(_world.Server.Journal.Committed.Sessions, Is.Empty);
        await SignInAsync("bob", "other");
        await _browser.UntilAsync("location.pathname === '/api' && document.getElementById('account')?.hidden === false");
        await _browser.EvaluateAsync("document.getElementById('sign-out').click()");
        await _browser.UntilAsync("document.getElementById('sign-in').hidden === false");

        var token = await _world.TokenAsync("uma", "auditor");
        await _browser.EvaluateAsync($"document.getElementById('secret').value = '{token}'; document.querySelector('#token button').click()");
        await _browser.UntilAsync("document.getElementById('who').innerText === 'sip:uma@example.com (Auditor)'");
        await OpenAsync("GET", "/people");
        Assert.That(await SendAsync(), Is.EqualTo("200"));
        AssertNoComplaints();
    }

    [Test]
    public async Task A_page_of_others_can_neither_show_it_nor_have_anything_changed()
    {
        await _world.BrowserAsync("ada", "administrator");
        await _browser.GoAsync($"{Root}api/sign-in");
        await SignInAsync("ada", ApiWorld.PasswordOf("ada"));
        await _browser.UntilAsync("location.pathname === '/api' && document.getElementById('account')?.hidden === false");

        // The same machine and site, but another origin: SameSite alone does not help against this one.
        await using var stranger = await StrangersPage.StartAsync(Root);
        await _browser.GoAsync(stranger.Address);
        await _browser.UntilAsync("window.outcome !== undefined");
        Assert.That((string?)await _browser.EvaluateAsync("window.outcome"), Is.EqualTo("refused"));
        Assert.That(await _browser.FramesAsync(), Is.EqualTo(new[] { "chrome-error://chromewebdata/" }));
        Assert.That(_world.Server.Journal.Committed.Categories, Is.Empty);
        Assert.That(_world.Server.Journal.Committed.Sessions, Has.Count.EqualTo(2), "nobody was signed out");
    }

    private async Task SignInAsync(string name, string password)
    {
        await _browser.UntilAsync("document.querySelector('form#sign-in')?.hidden === false");
        await _browser.EvaluateAsync(
            $"""
            document.getElementById('name').value = '{name}';
            document.getElementById('password').value = '{password}';
            document.querySelector('#sign-in button').click();
            """);
    }

    private async Task OpenAsync(string method, string path)
    {
        await _browser.UntilAsync($"[...document.querySelectorAll('#operations a')].some(it => it.innerText.split(/\\s+/).join(' ') === '{method} {path}')");
        await _browser.EvaluateAsync(
            $"[...document.querySelectorAll('#operations a')].find(it => it.innerText.split(/\\s+/).join(' ') === '{method} {path}').click()");
        await _browser.UntilAsync($"document.querySelector('#operation h2')?.innerText === '{method} /api{path}'");
    }

    private async Task<string?> SendAsync()
    {
        await _browser.EvaluateAsync("document.querySelector('#request button').click()");
        await _browser.UntilAsync("/^\\d+$/.test(document.querySelector('#answer h2')?.innerText)");
        return (string?)await _browser.EvaluateAsync("document.querySelector('#answer h2').innerText");
    }

    // A refusal is an error to the browser's console too: 401 of who has not signed in, or has not yet.
    private void AssertNoComplaints() => Assert.That(
        _browser.Complaints.Where(it => !it.StartsWith("network: Failed to load resource: the server responded with a status of 401", StringComparison.Ordinal)),
        Is.Empty);

    private async Task PhotographAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("PCHAT_PICTURES") is { Length: > 0 } folder)
        {
            await _browser.PhotographAsync(Path.Combine(folder, $"{name}.png"));
        }
    }
}
