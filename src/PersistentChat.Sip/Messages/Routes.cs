namespace PersistentChat.Sip.Messages;

/// <summary>The route set of a dialog (RFC 3261 section 12.1.1): the Record-Route of its INVITE, for the UAS in its own order.</summary>
internal static class Routes
{
    /// <summary>All of them go back, so that the peer has the same set.</summary>
    public static void Repeat(SipRequest request, SipResponse response)
    {
        foreach (var route in request.Headers.All(SipHeaderNames.RecordRoute))
        {
            response.Headers.Add(SipHeaderNames.RecordRoute, route);
        }
    }

    /// <summary>The elements of all of them.</summary>
    public static IReadOnlyList<string> Of(SipRequest invite) => [.. invite.Headers.Elements(SipHeaderNames.RecordRoute)];

    /// <summary>
    /// Where a request in the dialog goes (section 12.2.1.1). A first hop with <c>lr</c> finds its way by Route alone; one
    /// without wants to be in the Request-URI, and the target is then the last Route.
    /// </summary>
    public static (string RequestUri, IReadOnlyList<string> Route) Towards(
        string target, IReadOnlyList<string> routes)
    {
        var isStrict = routes.Count > 0
            && NameAddress.TryParse(routes[0], out var first)
            && !first.Uri.Parameters.Contains("lr");
        if (!isStrict) { return (target, routes); }

        _ = NameAddress.TryParse(routes[0], out var strict);
        return (strict!.Uri.Text, [.. routes.Skip(1), $"<{target}>"]);
    }
}
