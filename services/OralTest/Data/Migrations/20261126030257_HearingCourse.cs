using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using Selection.ServiceDefaults.Persons;
using Selection.ServiceDefaults.Record;

#nullable disable

namespace Selection.OralTest.Data.Migrations
{
    /// <inheritdoc />
    public partial class HearingCourse : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "hash",
                table: "sheets",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "salt",
                table: "sheets",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "chaired_by",
                table: "hearings",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Instant>(
                name: "correction_asked_at",
                table: "hearings",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "correction_asked_by",
                table: "hearings",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "correction_consent_by",
                table: "hearings",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "correction_reason",
                table: "hearings",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "deputy",
                table: "hearings",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "judged_by",
                table: "hearings",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<Instant>(
                name: "paused_at",
                table: "hearings",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "rule_version",
                table: "hearings",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "suspended_for",
                table: "hearings",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<Instant>(
                name: "published_at",
                table: "candidacies",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "hearing_course",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    hearing_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    what = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: true),
                    text = table.Column<string>(type: "text", nullable: true),
                    noted_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hearing_course", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "judgements",
                columns: table => new
                {
                    hearing_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    results = table.Column<string>(type: "jsonb", nullable: false),
                    motivation = table.Column<string>(type: "text", nullable: false),
                    total_percent = table.Column<decimal>(type: "numeric(5,2)", precision: 5, scale: 2, nullable: false),
                    suitable = table.Column<bool>(type: "boolean", nullable: false),
                    rule_version = table.Column<int>(type: "integer", nullable: false),
                    judged_by = table.Column<string>(type: "text", nullable: false),
                    judged_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    correction_reason = table.Column<string>(type: "text", nullable: true),
                    consent_by = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_judgements", x => new { x.hearing_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "merits",
                columns: table => new
                {
                    candidacy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    vacancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    seen = table.Column<long>(type: "bigint", nullable: false),
                    closing_date = table.Column<LocalDate>(type: "date", nullable: false),
                    diplomas = table.Column<string>(type: "jsonb", nullable: false),
                    experiences = table.Column<string>(type: "jsonb", nullable: false),
                    management = table.Column<string>(type: "jsonb", nullable: false),
                    useful = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_merits", x => x.candidacy_id);
                });

            migrationBuilder.CreateTable(
                name: "sheet_addenda",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    hearing_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    score = table.Column<decimal>(type: "numeric(6,2)", precision: 6, scale: 2, nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    made_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sheet_addenda", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_hearing_course_hearing_id",
                table: "hearing_course",
                column: "hearing_id");

            migrationBuilder.CreateIndex(
                name: "ix_merits_person_id",
                table: "merits",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_merits_vacancy_id",
                table: "merits",
                column: "vacancy_id");

            migrationBuilder.CreateIndex(
                name: "ix_sheet_addenda_hearing_id",
                table: "sheet_addenda",
                column: "hearing_id");

            // What was judged before is the first judgement of its hearing; by whom is in the record.
            migrationBuilder.Sql("""
                insert into judgements (hearing_id, number, results, motivation, total_percent, suitable, rule_version, judged_by, judged_at)
                select h.hearing_id, 1, h.results, h.motivation, h.total_percent, h.suitable, v.rule_version, '', h.judged_at
                from hearings h join vacancies v on v.vacancy_id = h.vacancy_id where h.state = 'Judged';
                """);
            foreach (var (table, personal) in new (string, string[])[]
            {
                ("hearing_course", ["text"]), ("sheet_addenda", ["reason"]), ("judgements", ["results", "motivation", "correction_reason"]),
            })
            {
                migrationBuilder.MakeAppendOnly(table);
                migrationBuilder.LetPersonalDataGo(table, personal);
            }

            migrationBuilder.FollowMerges("merits");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "hearing_course");

            migrationBuilder.DropTable(
                name: "judgements");

            migrationBuilder.DropTable(
                name: "merits");

            migrationBuilder.DropTable(
                name: "sheet_addenda");

            migrationBuilder.DropColumn(
                name: "hash",
                table: "sheets");

            migrationBuilder.DropColumn(
                name: "salt",
                table: "sheets");

            migrationBuilder.DropColumn(
                name: "chaired_by",
                table: "hearings");

            migrationBuilder.DropColumn(
                name: "correction_asked_at",
                table: "hearings");

            migrationBuilder.DropColumn(
                name: "correction_asked_by",
                table: "hearings");

            migrationBuilder.DropColumn(
                name: "correction_consent_by",
                table: "hearings");

            migrationBuilder.DropColumn(
                name: "correction_reason",
                table: "hearings");

            migrationBuilder.DropColumn(
                name: "deputy",
                table: "hearings");

            migrationBuilder.DropColumn(
                name: "judged_by",
                table: "hearings");

            migrationBuilder.DropColumn(
                name: "paused_at",
                table: "hearings");

            migrationBuilder.DropColumn(
                name: "rule_version",
                table: "hearings");

            migrationBuilder.DropColumn(
                name: "suspended_for",
                table: "hearings");

            migrationBuilder.DropColumn(
                name: "published_at",
                table: "candidacies");
        }
    }
}
