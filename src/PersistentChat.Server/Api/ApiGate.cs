using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using PersistentChat.Server.Browser;

namespace PersistentChat.Server.Api;

/// <summary>
/// Everything under <c>/api</c> goes through here: who asks, whether the endpoint is for such callers, how much may be sent; and
/// what comes back is an answer or a problem document, whatever happened.
/// </summary>
internal sealed class ApiGate(Callers callers, IOptions<ApiOptions> options, ILogger<ApiGate> logger)
{
    private const string SecondsToWait = "5";

    // A name and a password.
    private const int StrangersBody = 8192;

    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        PageHeaders.Set(http.Response);
        var needs = http.GetEndpoint()?.Metadata.GetMetadata<Needs>();
        var isForAnybody = needs is { Right: Right.Anybody };
        if (callers.Recognize(http, isForAnybody, out var caller) is { } refused)
        {
            await refused.ExecuteAsync(http);
            return;
        }

        if (http.GetEndpoint() is RouteEndpoint && !isForAnybody && (needs is null || !caller!.Has(needs.Right)))
        {
            await Problems.NotAllowed.ExecuteAsync(http);
            return;
        }

        http.Features.Set(caller);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = isForAnybody ? StrangersBody : options.Value.MaxBodyLength;
        }

        await AnswerAsync(http, next);
        if (!HttpMethods.IsGet(http.Request.Method))
        {
            logger.Done(caller is null ? "somebody" : caller.Person?.Uri ?? "operator", http.Request.Method, http.Request.Path, http.Response.StatusCode);
        }
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
