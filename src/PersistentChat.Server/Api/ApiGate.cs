using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace PersistentChat.Server.Api;

/// <summary>
/// Everything under <c>/api</c> goes through here: who asks, whether the endpoint is for such callers, how much may be sent; and
/// what comes back is an answer or a problem document, whatever happened.
/// </summary>
internal sealed class ApiGate(ApiTokens tokens, IOptions<ApiOptions> options, ILogger<ApiGate> logger)
{
    private const string Scheme = "Bearer ";
    private const string SecondsToWait = "5";

    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (Recognize(http, out var refused) is not { } caller)
        {
            await refused.ExecuteAsync(http);
            return;
        }

        if (http.GetEndpoint() is RouteEndpoint endpoint && endpoint.Metadata.GetMetadata<Needs>() is var needs
            && (needs is null || !caller.Has(needs.Right)))
        {
            await Problems.NotAllowed.ExecuteAsync(http);
            return;
        }

        http.Features.Set(caller);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = http.GetEndpoint()?.Metadata.GetMetadata<TakesFile>() is null
                ? options.Value.MaxBodyLength
                : options.Value.MaxImportLength;
        }

        await AnswerAsync(http, next);
        if (!HttpMethods.IsGet(http.Request.Method))
        {
            logger.Done(caller.Person?.Uri ?? "operator", http.Request.Method, http.Request.Path, http.Response.StatusCode);
        }
    }

    /// <summary>Null: nobody, and what to say to that.</summary>
    private Caller? Recognize(HttpContext http, out ProblemHttpResult refused)
    {
        refused = Problems.NoToken;
        if (AdministrationSocket.IsUsedBy(http))
        {
            return Caller.Operator;
        }

        if (!http.Request.IsHttps && !(http.Connection.LocalIpAddress is { } local && IPAddress.IsLoopback(local)))
        {
            refused = Problems.NotSecure;
            return null;
        }

        var remote = http.Connection.RemoteIpAddress;
        if (tokens.DelayOf(remote) is { } delay)
        {
            http.Response.Headers.RetryAfter = Math.Ceiling(delay.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            refused = Problems.TooManyFailures;
            return null;
        }

        http.Response.Headers.WWWAuthenticate = Scheme.TrimEnd();
        var shown = http.Request.Headers.Authorization.ToString();
        if (!shown.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            || tokens.Recognize(shown[Scheme.Length..].Trim(), remote) is not { } caller)
        {
            return null;
        }

        http.Response.Headers.WWWAuthenticate = default;
        return caller;
    }

    private async Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        http.Response.OnStarting(SetRetryAfter, http.Response);
        try
        {
            await next(http);
            if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null } response)
            {
                await Problems.OfStatus(response.StatusCode).ExecuteAsync(http);
            }
        }
        catch (BadHttpRequestException bad) when (!http.Response.HasStarted)
        {
            await ProblemOf(bad).ExecuteAsync(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception bug) when (!http.Response.HasStarted)
        {
            logger.Failed(bug, http.Request.Method, http.Request.Path);
            await Problems.OfStatus(StatusCodes.Status500InternalServerError).ExecuteAsync(http);
        }
    }

    /// <summary>Says which field of the JSON could not be read; the framework's own words name our types.</summary>
    private static ProblemHttpResult ProblemOf(BadHttpRequestException bad) => bad switch
    {
        { InnerException: JsonException { Path: { Length: > 2 } path } } => Problems.Invalid(path[2..], "This is not what it should be"),
        _ => Problems.OfStatus(bad.StatusCode),
    };

    // 503 is for what passes by itself.
    private static Task SetRetryAfter(object response)
    {
        if (response is HttpResponse { StatusCode: StatusCodes.Status503ServiceUnavailable } busy)
        {
            busy.Headers.RetryAfter = SecondsToWait;
        }

        return Task.CompletedTask;
    }
}
