using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PersistentChat.Sip.Authentication;
using PersistentChat.Sip.Authentication.Digest;
using PersistentChat.Sip.Dialogs;
using PersistentChat.Sip.Registration;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip;

/// <summary>Set-up of the SIP endpoint.</summary>
public static class SipServices
{
    extension(IServiceCollection services)
    {
        /// <summary>
        /// Adds the endpoint with its settings, which are checked at start. Needs an <see cref="ISipApplication"/>; each
        /// listener then says <c>UseSip</c>, a web application <c>MapSip</c>.
        /// </summary>
        public IServiceCollection AddSip()
        {
            services.AddChecked<SipLimits, SipLimitsValidator>(SipLimits.Section);
            services.AddChecked<DialogOptions, DialogOptionsValidator>(DialogOptions.Section);
            services.AddChecked<RegistrationOptions, RegistrationOptionsValidator>(RegistrationOptions.Section);
            services.AddChecked<SipWebSocketOptions, SipWebSocketOptionsValidator>(SipWebSocketOptions.Section);
            services.AddChecked<SignatureOptions, SignatureOptionsValidator>(SignatureOptions.Section);
            services.AddChecked<DigestOptions, DigestOptionsValidator>(DigestOptions.Section);
            services.TryAddSingleton(TimeProvider.System);
            services.AddSingleton<IMemoryPoolFactory<byte>, BlockPools>();
            services.AddSingleton<Registrar>();
            services.AddMetrics();
            services.AddSingleton(provider =>
            {
                var endpoint = ActivatorUtilities.CreateInstance<SipEndpoint>(provider);
                endpoint.Metrics.Publish(provider.GetRequiredService<IMeterFactory>(), endpoint);
                return endpoint;
            });
            return services;
        }

        // A value out of its range stops the start, and so does a name that is no setting.
        private void AddChecked<TOptions, TValidator>(string section)
            where TOptions : class
            where TValidator : class, IValidateOptions<TOptions>
        {
            services.AddOptions<TOptions>()
                .BindConfiguration(section, binder => binder.ErrorOnUnknownConfiguration = true)
                .ValidateOnStart();
            services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
        }
    }
}
