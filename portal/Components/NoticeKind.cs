namespace Selection.Portal.Components;

/// <summary>What a notice is about.</summary>
public enum NoticeKind { Info, Success, Warning, Error }
