using Microsoft.Extensions.Options;

namespace PersistentChat.Server.Hosting;

// Here, because the language itself knows nothing of options.
[OptionsValidator]
internal sealed partial class XccosLimitsValidator : IValidateOptions<XccosLimits>;
