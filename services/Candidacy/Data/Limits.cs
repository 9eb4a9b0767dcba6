using System.ComponentModel.DataAnnotations;
using Selection.ServiceDefaults;

namespace Selection.Candidacies.Data;

/// <summary>Limits from the configuration.</summary>
internal static class Limits
{
    /// <summary>A section's limits; what is not set is as published.</summary>
    /// <exception cref="StartupException">One of them is no number, or out of range.</exception>
    public static T Of<T>(IConfiguration configuration, string section)
        where T : class, new()
    {
        try
        {
            var limits = configuration.GetSection(section).Get<T>() ?? new T();
            var faults = new List<ValidationResult>();
            if (Validator.TryValidateObject(limits, new ValidationContext(limits), faults, validateAllProperties: true)) return limits;
            throw new StartupException(string.Join(' ', faults.Select(fault => $"The setting '{section}:{string.Join(", ", fault.MemberNames)}' cannot be right: {fault.ErrorMessage}")));
        }
        catch (InvalidOperationException e)
        {
            throw new StartupException($"The settings '{section}' cannot be read: {e.Message}");
        }
    }
}
