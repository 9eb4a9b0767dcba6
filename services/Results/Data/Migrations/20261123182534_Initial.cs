using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using Selection.ServiceDefaults.Record;

#nullable disable

namespace Selection.Results.Data.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "candidacies",
                columns: table => new
                {
                    candidacy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    vacancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    withdrawn_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    screening_state = table.Column<string>(type: "text", nullable: false, defaultValueSql: "'None'"),
                    screening_version = table.Column<long>(type: "bigint", nullable: false, defaultValueSql: "0"),
                    reservation = table.Column<string>(type: "text", nullable: false, defaultValueSql: "'None'"),
                    equivalence_version = table.Column<long>(type: "bigint", nullable: false, defaultValueSql: "0"),
                    equivalence_lifted = table.Column<bool>(type: "boolean", nullable: false, defaultValueSql: "false"),
                    language_test_version = table.Column<long>(type: "bigint", nullable: false, defaultValueSql: "0"),
                    language_test_lifted = table.Column<bool>(type: "boolean", nullable: false, defaultValueSql: "false"),
                    assessment_state = table.Column<string>(type: "text", nullable: false, defaultValueSql: "'None'"),
                    assessment_version = table.Column<long>(type: "bigint", nullable: false, defaultValueSql: "0"),
                    oral_test_state = table.Column<string>(type: "text", nullable: false, defaultValueSql: "'None'"),
                    oral_test_version = table.Column<long>(type: "bigint", nullable: false, defaultValueSql: "0"),
                    total_percent = table.Column<decimal>(type: "numeric", nullable: true),
                    suitable = table.Column<bool>(type: "boolean", nullable: true),
                    results = table.Column<string>(type: "jsonb", nullable: true),
                    motivation = table.Column<string>(type: "text", nullable: true),
                    merit_place = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_candidacies", x => x.candidacy_id);
                });

            migrationBuilder.CreateTable(
                name: "inbox",
                columns: table => new
                {
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    consumer = table.Column<string>(type: "text", nullable: false),
                    received_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false, defaultValueSql: "clock_timestamp()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_inbox", x => new { x.message_id, x.consumer });
                });

            migrationBuilder.CreateTable(
                name: "list_entries",
                columns: table => new
                {
                    list_id = table.Column<Guid>(type: "uuid", nullable: false),
                    candidacy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    group = table.Column<string>(type: "text", nullable: false),
                    rank = table.Column<int>(type: "integer", nullable: true),
                    total_percent = table.Column<decimal>(type: "numeric", nullable: false),
                    merit_place = table.Column<int>(type: "integer", nullable: true),
                    results = table.Column<string>(type: "jsonb", nullable: false),
                    motivation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_list_entries", x => new { x.list_id, x.candidacy_id });
                });

            migrationBuilder.CreateTable(
                name: "lists",
                columns: table => new
                {
                    list_id = table.Column<Guid>(type: "uuid", nullable: false),
                    vacancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    hash = table.Column<string>(type: "text", nullable: false),
                    rule_version = table.Column<int>(type: "integer", nullable: false),
                    suitable = table.Column<int>(type: "integer", nullable: false),
                    not_suitable = table.Column<int>(type: "integer", nullable: false),
                    proposed_by = table.Column<string>(type: "text", nullable: false),
                    proposed_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    approved_by = table.Column<string>(type: "text", nullable: true),
                    approved_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    publish_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    announced_to = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lists", x => x.list_id);
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    traceparent = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false, defaultValueSql: "clock_timestamp()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "outbox_failed",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    traceparent = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    failed_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    error = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox_failed", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "persons",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    first_name = table.Column<string>(type: "text", nullable: false),
                    last_name = table.Column<string>(type: "text", nullable: false),
                    language = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_persons", x => x.person_id);
                });

            migrationBuilder.CreateTable(
                name: "record",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    actor = table.Column<string>(type: "text", nullable: false),
                    action = table.Column<string>(type: "text", nullable: false),
                    entity_type = table.Column<string>(type: "text", nullable: false),
                    entity_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    rule_version = table.Column<int>(type: "integer", nullable: true),
                    details = table.Column<string>(type: "jsonb", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_record", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "vacancies",
                columns: table => new
                {
                    vacancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    rule_version = table.Column<int>(type: "integer", nullable: false),
                    selection_code = table.Column<string>(type: "text", nullable: true),
                    title = table.Column<string>(type: "jsonb", nullable: true),
                    language = table.Column<string>(type: "text", nullable: true),
                    rules = table.Column<string>(type: "jsonb", nullable: true),
                    competencies = table.Column<string>(type: "jsonb", nullable: true),
                    cancelled_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_vacancies", x => x.vacancy_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_candidacies_vacancy_id_candidacy_id",
                table: "candidacies",
                columns: new[] { "vacancy_id", "candidacy_id" });

            migrationBuilder.CreateIndex(
                name: "ix_inbox_received_at",
                table: "inbox",
                column: "received_at");

            migrationBuilder.CreateIndex(
                name: "ix_list_entries_candidacy_id",
                table: "list_entries",
                column: "candidacy_id");

            migrationBuilder.CreateIndex(
                name: "ix_list_entries_list_id_rank",
                table: "list_entries",
                columns: new[] { "list_id", "rank" });

            migrationBuilder.CreateIndex(
                name: "ix_lists_to_publish",
                table: "lists",
                column: "publish_at",
                filter: "state = 'Approved'");

            migrationBuilder.CreateIndex(
                name: "ix_lists_vacancy_id_version",
                table: "lists",
                columns: new[] { "vacancy_id", "version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_lists_live",
                table: "lists",
                column: "vacancy_id",
                unique: true,
                filter: "state in ('Proposed', 'Approved')");

            migrationBuilder.CreateIndex(
                name: "ix_persons_subject",
                table: "persons",
                column: "subject");

            migrationBuilder.CreateIndex(
                name: "ix_record_entity_type_entity_id",
                table: "record",
                columns: new[] { "entity_type", "entity_id" });

            migrationBuilder.CreateIndex(
                name: "ix_record_person_id",
                table: "record",
                column: "person_id");

            migrationBuilder.MakeAppendOnly();
            migrationBuilder.MakeAppendOnly("list_entries");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "candidacies");

            migrationBuilder.DropTable(
                name: "inbox");

            migrationBuilder.DropTable(
                name: "list_entries");

            migrationBuilder.DropTable(
                name: "lists");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "outbox_failed");

            migrationBuilder.DropTable(
                name: "persons");

            migrationBuilder.DropTable(
                name: "record");

            migrationBuilder.DropTable(
                name: "vacancies");
        }
    }
}
