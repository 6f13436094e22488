namespace PersistentChat.Xccos.Xml;

/// <summary>An attribute as it was read; <c>xmlns</c> and <c>xmlns:p</c> are attributes too.</summary>
internal readonly record struct ElementAttribute(string Prefix, string Name, string Namespace, string Value)
{
    private const string DeclarationNamespace = "http://www.w3.org/2000/xmlns/";

    public bool IsDeclaration => Namespace == DeclarationNamespace;

    /// <summary><c>xmlns="…"</c>.</summary>
    public bool IsDefaultDeclaration => IsDeclaration && Prefix.Length == 0;
}
