using System.Text.Json;
using NodaTime;

namespace Selection.Contracts.Registers;

/// <summary>A line of a procedure's register: exactly one of its members is there.</summary>
/// <param name="Statement">What was done or decided, in the service's own terms.</param>
/// <param name="Record">An entry of the service's record, as it was written.</param>
/// <param name="Seal">How far the service's record was sealed when it answered.</param>
public sealed record RegisterLine(RegisterStatement? Statement = null, RegisterRecordEntry? Record = null, RegisterSeal? Seal = null);

/// <summary>Something that was done or decided in a procedure.</summary>
/// <param name="Topic">What, in <c>kebab-case</c>, e.g. <c>screening-decision</c>.</param>
/// <param name="At">When, on the platform's clock.</param>
/// <param name="By">Who: a subject of the identity provider, or <c>system</c> for what the platform does by itself.</param>
/// <param name="CandidacyId">Of which candidacy; null for the procedure as a whole.</param>
/// <param name="PersonId">Whose (R56); null for the procedure as a whole.</param>
/// <param name="RuleVersion">The version of the vacancy's rules it was done under; null where none applies.</param>
/// <param name="Facts">What it rests on: a JSON object.</param>
/// <param name="Text">The motivation or another text, in the language it was written in; null where there is none.</param>
public sealed record RegisterStatement(
    string Topic, Instant At, string By, Guid? CandidacyId, Guid? PersonId, int? RuleVersion, JsonElement Facts, string? Text = null)
{
    /// <summary>A statement whose facts are the members of an object.</summary>
    public static RegisterStatement Of(string topic, Instant at, string by, object facts, Guid? candidacyId = null, Guid? personId = null, int? ruleVersion = null, string? text = null) =>
        new(topic, at, by, candidacyId, personId, ruleVersion, JsonSerializer.SerializeToElement(facts, ContractsJson.Options), text);
}

/// <summary>An entry of a service's record (R54) with its seal, so that the register can be held against the record.</summary>
/// <param name="Id">Order of writing.</param>
/// <param name="Number">Its place in the chain; null where it was not sealed yet.</param>
/// <param name="Hash">The hash over it and its predecessor, 64 hexadecimal digits; null where it was not sealed yet.</param>
/// <param name="At">When it happened.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Action">What was done.</param>
/// <param name="EntityType">To what kind of thing.</param>
/// <param name="EntityId">To which one.</param>
/// <param name="CandidacyId">The candidacy it belongs to; null for the procedure as a whole.</param>
/// <param name="PersonId">Whom it concerns.</param>
/// <param name="RuleVersion">The version of the vacancy's rules.</param>
/// <param name="Details">Facts.</param>
/// <param name="Text">Its personal text; null where it has none, or it was forgotten (R55).</param>
public sealed record RegisterRecordEntry(
    long Id, long? Number, string? Hash, Instant At, string Actor, string Action, string EntityType, Guid EntityId, Guid? CandidacyId, Guid? PersonId,
    int? RuleVersion, JsonElement? Details, string? Text);

/// <summary>How far a service's record was sealed.</summary>
/// <param name="Number">The number of the newest sealed entry; 0 where none was.</param>
/// <param name="Hash">Its hash, 64 hexadecimal digits; empty where none was.</param>
/// <param name="At">When it was looked at, on the platform's clock.</param>
public sealed record RegisterSeal(long Number, string Hash, Instant At);
