using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;
using Selection.ServiceDefaults.Persons;
using Selection.ServiceDefaults.Record;

#nullable disable

namespace Selection.Screening.Data.Migrations
{
    /// <inheritdoc />
    public partial class Workbench : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_decisions_vacancy_id",
                table: "decisions");

            migrationBuilder.AddColumn<LocalDate>(
                name: "proof_date",
                table: "reservation_decisions",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "proof_document_version_id",
                table: "reservation_decisions",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "proof_issuer",
                table: "reservation_decisions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "proof_kind",
                table: "reservation_decisions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "proof_reference",
                table: "reservation_decisions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "preview_id",
                table: "decisions",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "claimed_by",
                table: "cases",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<Instant>(
                name: "claimed_until",
                table: "cases",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string[]>(
                name: "flags",
                table: "cases",
                type: "text[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<Instant>(
                name: "ruled_at",
                table: "cases",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ruled_proposal",
                table: "cases",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "search_name",
                table: "persons",
                type: "text",
                nullable: false,
                computedColumnSql: "lower(regexp_replace(normalize(first_name || ' ' || last_name, NFD), '[\\u0300-\\u036f]', '', 'g'))",
                stored: true);

            migrationBuilder.AddColumn<bool>(
                name: "undisputed",
                table: "cases",
                type: "boolean",
                nullable: false,
                computedColumnSql: "state = 'Open' and proposal is not null and coalesce(proposed_outcome, '') in ('Admit', 'AdmitUnderReservation') and cardinality(flags) = 0",
                stored: true);

            migrationBuilder.CreateTable(
                name: "acceptance_previews",
                columns: table => new
                {
                    preview_id = table.Column<Guid>(type: "uuid", nullable: false),
                    vacancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    made_by = table.Column<string>(type: "text", nullable: false),
                    made_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_acceptance_previews", x => x.preview_id);
                });

            migrationBuilder.CreateTable(
                name: "claim_takeovers",
                columns: table => new
                {
                    takeover_id = table.Column<Guid>(type: "uuid", nullable: false),
                    candidacy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    taken_from = table.Column<string>(type: "text", nullable: false),
                    taken_by = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    taken_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_claim_takeovers", x => x.takeover_id);
                });

            migrationBuilder.CreateTable(
                name: "experience_rulings",
                columns: table => new
                {
                    candidacy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_version = table.Column<long>(type: "bigint", nullable: false),
                    experience_id = table.Column<Guid>(type: "uuid", nullable: false),
                    lodged_version = table.Column<long>(type: "bigint", nullable: false),
                    accepted = table.Column<bool>(type: "boolean", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    ruled_by = table.Column<string>(type: "text", nullable: false),
                    ruled_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_experience_rulings", x => new { x.candidacy_id, x.case_version, x.experience_id });
                });

            migrationBuilder.CreateTable(
                name: "text_blocks",
                columns: table => new
                {
                    block_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    language = table.Column<string>(type: "text", nullable: false),
                    use = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    changed_by = table.Column<string>(type: "text", nullable: false),
                    changed_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    retired_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_text_blocks", x => x.block_id);
                });

            migrationBuilder.CreateTable(
                name: "previewed_cases",
                columns: table => new
                {
                    preview_id = table.Column<Guid>(type: "uuid", nullable: false),
                    candidacy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_previewed_cases", x => new { x.preview_id, x.candidacy_id });
                    table.ForeignKey(
                        name: "fk_previewed_cases_acceptance_previews_preview_id",
                        column: x => x.preview_id,
                        principalTable: "acceptance_previews",
                        principalColumn: "preview_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_decisions_preview_id",
                table: "decisions",
                column: "preview_id",
                filter: "preview_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_decisions_vacancy_id_decided_at_decision_id",
                table: "decisions",
                columns: new[] { "vacancy_id", "decided_at", "decision_id" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_claimed_by",
                table: "cases",
                column: "claimed_by",
                filter: "claimed_by is not null");

            migrationBuilder.CreateIndex(
                name: "ix_cases_person_id",
                table: "cases",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_cases_undisputed",
                table: "cases",
                columns: new[] { "vacancy_id", "candidacy_id" },
                filter: "undisputed");

            migrationBuilder.CreateIndex(
                name: "ix_acceptance_previews_vacancy_id_made_by",
                table: "acceptance_previews",
                columns: new[] { "vacancy_id", "made_by" });

            migrationBuilder.CreateIndex(
                name: "ix_claim_takeovers_candidacy_id",
                table: "claim_takeovers",
                column: "candidacy_id");

            migrationBuilder.CreateIndex(
                name: "ix_text_blocks_language_use",
                table: "text_blocks",
                columns: new[] { "language", "use" });

            migrationBuilder.MakeAppendOnly("experience_rulings");
            migrationBuilder.MakeAppendOnly("claim_takeovers");
            migrationBuilder.LetPersonalDataGo("experience_rulings", "reason");
            migrationBuilder.LetPersonalDataGo("claim_takeovers", "reason");
            migrationBuilder.Sql("drop trigger reservation_decisions_keeps_what_was_written on reservation_decisions;");
            migrationBuilder.LetPersonalDataGo("reservation_decisions", "motivation", "proof_issuer", "proof_reference");
            migrationBuilder.Sql("update cases set flags = '{Reopened}' where state = 'Open' and decided_at is not null;");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "claim_takeovers");

            migrationBuilder.DropTable(
                name: "experience_rulings");

            migrationBuilder.DropTable(
                name: "previewed_cases");

            migrationBuilder.DropTable(
                name: "text_blocks");

            migrationBuilder.DropTable(
                name: "acceptance_previews");

            migrationBuilder.DropIndex(
                name: "ix_decisions_preview_id",
                table: "decisions");

            migrationBuilder.DropIndex(
                name: "ix_decisions_vacancy_id_decided_at_decision_id",
                table: "decisions");

            migrationBuilder.DropIndex(
                name: "ix_cases_claimed_by",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_person_id",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_undisputed",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "search_name",
                table: "persons");

            migrationBuilder.DropColumn(
                name: "undisputed",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "proof_date",
                table: "reservation_decisions");

            migrationBuilder.DropColumn(
                name: "proof_document_version_id",
                table: "reservation_decisions");

            migrationBuilder.DropColumn(
                name: "proof_issuer",
                table: "reservation_decisions");

            migrationBuilder.DropColumn(
                name: "proof_kind",
                table: "reservation_decisions");

            migrationBuilder.DropColumn(
                name: "proof_reference",
                table: "reservation_decisions");

            migrationBuilder.DropColumn(
                name: "preview_id",
                table: "decisions");

            migrationBuilder.DropColumn(
                name: "claimed_by",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "claimed_until",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "flags",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "ruled_at",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "ruled_proposal",
                table: "cases");

            migrationBuilder.CreateIndex(
                name: "ix_decisions_vacancy_id",
                table: "decisions",
                column: "vacancy_id");
        }
    }
}
