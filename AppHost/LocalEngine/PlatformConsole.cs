namespace Selection.LocalEngine;

/// <summary>Lines of all resources on one console, each under its resource's name; the platform's own under "selection".</summary>
internal sealed class PlatformConsole(IReadOnlyList<string> names, TextWriter output)
{
    internal const string Own = "selection";

    private static readonly int[] Colours = [36, 33, 32, 35, 34, 96, 93, 92, 95, 94];

    private readonly List<string> _names = [.. names];
    private readonly int _width = names.Append(Own).Max(n => n.Length);
    private readonly bool _coloured = output == Console.Out && !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
    private readonly Lock _writing = new();

    internal void Line(string name, string text)
    {
        var prefix = name.PadRight(_width);
        if (_coloured)
            prefix = $"\e[{(name == Own ? 1 : Colours[_names.IndexOf(name) % Colours.Length])}m{prefix}\e[0m";
        lock (_writing)
        {
            try
            {
                output.WriteLine($"{prefix} | {text}");
            }
            catch (IOException)
            {
                // The terminal or the pipe behind is gone; the log files are still written.
            }
        }
    }

    internal void Say(string text) => Line(Own, text);
}
