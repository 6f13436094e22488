using Microsoft.Extensions.Options;
using PersistentChat.Compliance.Store;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Server.Hosting;

/// <summary>Which failures of the start are the operator's to mend: they are said in one line, without a stack trace.</summary>
internal static class StartRefusal
{
    /// <summary>What to print; null: an exception nobody expected, which keeps its stack trace.</summary>
    public static string? Of(Exception exception) => exception switch
    {
        SettingException setting => setting.Message,
        OptionsValidationException options => string.Join(Environment.NewLine, options.Failures.Select(failure => Named(options.OptionsType, failure))),
        InvalidDataException seed => seed.Message,
        StoreException store => store.Message,
        ComplianceStoreException store => store.Message,
        // A value of the wrong type, or a name that is no setting: the message has the setting's path or name.
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } binder => binder.Message,
        IOException inUse => inUse.Message,
        AggregateException { InnerExceptions: [var only] } => Of(only),
        _ => null,
    };

    // "Member: problem" becomes "Section:Member: problem", the setting's full name.
    private static string Named(Type options, string failure)
    {
        var section = (string)options.GetField("Section")!.GetRawConstantValue()!;
        return failure.StartsWith($"{section}:", StringComparison.Ordinal) ? failure : $"{section}:{failure}";
    }
}
