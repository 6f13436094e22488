using PersistentChat.Xccos.Reading;

namespace PersistentChat.Xccos.Commands;

/// <summary>
/// <c>cmd:getassociations</c>: the rooms the caller is member of, or <paramref name="Managed"/>. Its body was never
/// seen (xccos.md 8.3), so any attribute in <c>data</c> may say MEMBER or MANAGER, and any that is named like a limit
/// may be one. <paramref name="MaxResults"/> null: no limit asked for.
/// </summary>
public sealed record GetAssociationsCommand(string Sequence, bool Managed, int? MaxResults)
    : ClientPrimitive(WireNames.CommandIds.GetAssociations, Sequence)
{
    internal static ClientPrimitive Read(PrimitiveFrame frame)
    {
        // A domain may be called manager.example.com.
        var attributes = frame.Data.SelfAndDescendants
            .SelectMany(element => element.Attributes)
            .Where(attribute => !attribute.IsDeclaration)
            .Where(attribute => !WireValue.Same(attribute.Name, WireNames.Attributes.Domain))
            .ToList();

        var role = attributes
            .Select(attribute => attribute.Value)
            .FirstOrDefault(value => Says(value, WireNames.Values.Manager) || Says(value, WireNames.Values.Member));
        var limit = attributes.Select(WireValue.Limit).FirstOrDefault(found => found is not null);

        return new GetAssociationsCommand(
            frame.Sequence, Managed: role is not null && Says(role, WireNames.Values.Manager), limit);
    }

    private static bool Says(string value, string role) => value.Contains(role, StringComparison.OrdinalIgnoreCase);
}
