using Selection.ServiceDefaults;

namespace Selection.Assessment.Vendor;

/// <summary>
/// How much one vendor may ask of one process; section <c>Vendor</c>. Generous, since a vendor is one partner and not the
/// public: they keep a client gone wild from taking the service with it.
/// </summary>
internal sealed record VendorLimits
{
    /// <summary>The most bytes of one message: 10 000 parts are refused by their reason, what is larger by its size.</summary>
    public int MessageBytes { get; init; } = 256 * 1024;

    /// <summary>Streams of results open at once; one is as fast as many.</summary>
    public int ResultStreams { get; init; } = 10;

    /// <summary>Sessions whose registrations are followed at once.</summary>
    public int Watches { get; init; } = 200;

    /// <summary>Other calls that wait for their answer at once.</summary>
    public int Calls { get; init; } = 500;

    /// <summary>The limits as configured.</summary>
    /// <exception cref="StartupException">One of them is no number above zero.</exception>
    public static VendorLimits Of(IConfiguration configuration)
    {
        try
        {
            var limits = configuration.GetSection("Vendor").Get<VendorLimits>() ?? new VendorLimits();
            return limits is { MessageBytes: > 0, ResultStreams: > 0, Watches: > 0, Calls: > 0 }
                ? limits
                : throw new StartupException("The settings 'Vendor' (MessageBytes, ResultStreams, Watches, Calls) must be numbers above zero.");
        }
        catch (InvalidOperationException e)
        {
            throw new StartupException($"The settings 'Vendor' cannot be read: {e.Message}");
        }
    }
}
