using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;
using Selection.ServiceDefaults.Record;

#nullable disable

namespace Selection.OralTest.Data.Migrations
{
    /// <inheritdoc />
    public partial class CommitteesAndPlanning : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "pk_case_papers",
                table: "case_papers");

            migrationBuilder.RenameColumn(
                name: "changed_at",
                table: "case_papers",
                newName: "filed_at");

            migrationBuilder.AddColumn<string>(
                name: "extra_time_on",
                table: "vacancies",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "hearing_minutes",
                table: "vacancies",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "preparation_minutes",
                table: "vacancies",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<Instant>(
                name: "confirmed_at",
                table: "slots",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "version",
                table: "slots",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "recorded_by",
                table: "conflicts",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "number",
                table: "case_papers",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<string>(
                name: "filed_by",
                table: "case_papers",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "instructions",
                table: "case_papers",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "reason",
                table: "case_papers",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "title",
                table: "case_papers",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddPrimaryKey(
                name: "pk_case_papers",
                table: "case_papers",
                columns: new[] { "vacancy_id", "number" });

            migrationBuilder.CreateTable(
                name: "availabilities",
                columns: table => new
                {
                    vacancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    entries = table.Column<string>(type: "jsonb", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    changed_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_availabilities", x => new { x.vacancy_id, x.subject });
                });

            migrationBuilder.CreateTable(
                name: "case_paper_readings",
                columns: table => new
                {
                    candidacy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    vacancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    read_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_paper_readings", x => x.candidacy_id);
                });

            migrationBuilder.CreateTable(
                name: "declarations",
                columns: table => new
                {
                    vacancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    candidacy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    conflict = table.Column<bool>(type: "boolean", nullable: false),
                    declared_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_declarations", x => new { x.vacancy_id, x.candidacy_id, x.subject });
                });

            migrationBuilder.CreateTable(
                name: "experts",
                columns: table => new
                {
                    expert_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    gender = table.Column<string>(type: "text", nullable: false),
                    language_role = table.Column<string>(type: "text", nullable: false),
                    fields = table.Column<string[]>(type: "text[]", nullable: false),
                    active = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_experts", x => x.expert_id);
                });

            migrationBuilder.CreateTable(
                name: "replacements",
                columns: table => new
                {
                    replacement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    vacancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    leaving = table.Column<string>(type: "text", nullable: false),
                    coming = table.Column<string>(type: "text", nullable: false),
                    recused = table.Column<bool>(type: "boolean", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    replaced_by = table.Column<string>(type: "text", nullable: false),
                    replaced_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_replacements", x => x.replacement_id);
                });

            migrationBuilder.CreateTable(
                name: "wishes",
                columns: table => new
                {
                    candidacy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    days = table.Column<LocalDate[]>(type: "date[]", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    changed_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_wishes", x => x.candidacy_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_slots_hearing_at",
                table: "slots",
                column: "hearing_at");

            migrationBuilder.CreateIndex(
                name: "ix_case_paper_readings_vacancy_id",
                table: "case_paper_readings",
                column: "vacancy_id");

            migrationBuilder.CreateIndex(
                name: "ix_experts_subject",
                table: "experts",
                column: "subject",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_replacements_vacancy_id",
                table: "replacements",
                column: "vacancy_id");

            // Who has read the case so far stands in the record.
            migrationBuilder.Sql("""
                insert into case_paper_readings (candidacy_id, vacancy_id, number, read_at)
                select c.candidacy_id, c.vacancy_id, 1, min(r.at) from record r join candidacies c on c.candidacy_id = r.entity_id
                where r.entity_type = 'candidacy' and r.action = 'case-paper.read' group by c.candidacy_id, c.vacancy_id;
                """);
            foreach (var table in new[] { "declarations", "replacements", "case_papers", "case_paper_readings" }) migrationBuilder.MakeAppendOnly(table);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "availabilities");

            migrationBuilder.DropTable(
                name: "case_paper_readings");

            migrationBuilder.DropTable(
                name: "declarations");

            migrationBuilder.DropTable(
                name: "experts");

            migrationBuilder.DropTable(
                name: "replacements");

            migrationBuilder.DropTable(
                name: "wishes");

            migrationBuilder.DropIndex(
                name: "ix_slots_hearing_at",
                table: "slots");

            migrationBuilder.DropPrimaryKey(
                name: "pk_case_papers",
                table: "case_papers");

            migrationBuilder.DropColumn(
                name: "extra_time_on",
                table: "vacancies");

            migrationBuilder.DropColumn(
                name: "hearing_minutes",
                table: "vacancies");

            migrationBuilder.DropColumn(
                name: "preparation_minutes",
                table: "vacancies");

            migrationBuilder.DropColumn(
                name: "confirmed_at",
                table: "slots");

            migrationBuilder.DropColumn(
                name: "version",
                table: "slots");

            migrationBuilder.DropColumn(
                name: "recorded_by",
                table: "conflicts");

            migrationBuilder.DropColumn(
                name: "number",
                table: "case_papers");

            migrationBuilder.DropColumn(
                name: "filed_by",
                table: "case_papers");

            migrationBuilder.DropColumn(
                name: "instructions",
                table: "case_papers");

            migrationBuilder.DropColumn(
                name: "reason",
                table: "case_papers");

            migrationBuilder.DropColumn(
                name: "title",
                table: "case_papers");

            migrationBuilder.RenameColumn(
                name: "filed_at",
                table: "case_papers",
                newName: "changed_at");

            migrationBuilder.AddPrimaryKey(
                name: "pk_case_papers",
                table: "case_papers",
                column: "vacancy_id");
        }
    }
}
