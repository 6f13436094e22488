using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.OpenApi;

namespace PersistentChat.Server.Api;

/// <summary>The REST interface for administration: its services, its conventions, its endpoints.</summary>
internal static class ApiSetup
{
    private const string Root = "/api";
    private const string TokenScheme = "token";

    public static void AddApi(this IServiceCollection services)
    {
        services.AddSingleton<ApiTokens>();
        services.AddSingleton<ApiGate>();
        services.AddSingleton<Changes>();
        services.AddSingleton<IdempotencyKeys>();
        services.Configure<SocketTransportOptions>(sockets => sockets.CreateBoundListenSocket = AdministrationSocket.Bind);
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.Configure<JsonOptions>(json =>
        {
            json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            json.SerializerOptions.RespectNullableAnnotations = true;
            json.SerializerOptions.RespectRequiredConstructorParameters = true;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
        });
        services.AddOpenApi(document =>
        {
            document.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith(Root[1..], StringComparison.Ordinal) is true;
            document.AddDocumentTransformer(Describe);
        });
    }

    /// <summary>Whether a request is about anything here.</summary>
    public static bool IsMeant(HttpContext http) => http.Request.Path.StartsWithSegments(Root);

    public static void MapApi(this WebApplication app)
    {
        var gate = app.Services.GetRequiredService<ApiGate>();
        app.UseWhen(IsMeant, branch => branch.Use(next => http => gate.InvokeAsync(http, next)));

        app.MapOpenApi($"{Root}/openapi.json").Needs(Right.OwnData);
        var api = app.MapGroup(Root).AddEndpointFilter(Validation.FilterAsync);
        foreach (var status in (int[])[400, 401, 403, 404, 409, 412, 422, 428, 429, 500, 503])
        {
            api.ProducesProblem(status);
        }

        MeEndpoints.Map(Tagged("me"));
        TokenEndpoints.Map(Tagged("tokens"));
        CategoryEndpoints.Map(Tagged("categories"));
        RoomEndpoints.Map(Tagged("rooms"));
        RoleEndpoints.Map(Tagged("roles"));
        MessageEndpoints.Map(Tagged("messages"));
        HistoryEndpoints.Map(Tagged("messages"));
        PeopleEndpoints.Map(Tagged("people"));
        GroupEndpoints.Map(Tagged("groups"));
        AccessEndpoints.Map(Tagged("access"));
        ConfigurationEndpoints.Map(Tagged("configuration"));
        TransferEndpoints.Map(Tagged("transfer"));
        UsageEndpoints.Map(Tagged("usage"));
        ArchiveEndpoints.Map(Tagged("archives"));
        AddInEndpoints.Map(Tagged("add-ins"));

        RouteGroupBuilder Tagged(string tag) => api.MapGroup("").WithTags(tag);
    }

    public static TBuilder Needs<TBuilder>(this TBuilder endpoint, Right right)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new Needs(right));

    private static Task Describe(OpenApiDocument api, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        api.Info = new OpenApiInfo
        {
            Title = "Persistent Chat, administration",
            Version = "1",
            Description = "An access token, on the Unix socket none. Refusals are problem documents (RFC 9457) with a stable type.",
        };
        // Where it was asked for is not part of it.
        api.Servers = [];
        api.Components ??= new OpenApiComponents();
        api.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [TokenScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" },
        };
        api.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(TokenScheme, api)] = [] }];
        return Task.CompletedTask;
    }
}
