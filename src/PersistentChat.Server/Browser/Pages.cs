using Microsoft.AspNetCore.Http.HttpResults;
using PersistentChat.Server.Api;

namespace PersistentChat.Server.Browser;

/// <summary>The pages under <c>/api</c>: to sign in, and to browse what there is. All of them is in the assembly; nothing is fetched from elsewhere.</summary>
internal static class Pages
{
    private const string Html = "text/html; charset=utf-8";
    private const string Script = "text/javascript; charset=utf-8";

    private static readonly (string Path, string File, string Type)[] All =
    [
        ("/api", "api.html", Html),
        ("/api/sign-in", "sign-in.html", Html),
        ("/api/page/page.css", "page.css", "text/css; charset=utf-8"),
        ("/api/page/session.js", "session.js", Script),
        ("/api/page/sign-in.js", "sign-in.js", Script),
        ("/api/page/api.js", "api.js", Script),
    ];

    public static void Map(WebApplication app)
    {
        foreach (var (path, file, type) in All)
        {
            var content = Read(file);
            app.MapGet(path, FileContentHttpResult (HttpContext http) =>
            {
                PageHeaders.Allow(http.Response);
                return TypedResults.Bytes(content, type);
            }).Needs(Right.Anybody).ExcludeFromDescription();
        }
    }

    private static byte[] Read(string file)
    {
        using var resource = typeof(Pages).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"{file} is not in the assembly");
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        return content;
    }
}
