using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using Selection.ServiceDefaults.Record;

#nullable disable

namespace Selection.OralTest.Data.Migrations
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
                    state = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    assessment_seen = table.Column<long>(type: "bigint", nullable: false),
                    accommodation_seen = table.Column<long>(type: "bigint", nullable: false),
                    measures = table.Column<string[]>(type: "text[]", nullable: false),
                    invited_until = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    suspended_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    stop_reason = table.Column<string>(type: "text", nullable: true),
                    merit_place = table.Column<int>(type: "integer", nullable: true),
                    merit_reason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_candidacies", x => x.candidacy_id);
                });

            migrationBuilder.CreateTable(
                name: "case_papers",
                columns: table => new
                {
                    vacancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    changed_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_papers", x => x.vacancy_id);
                });

            migrationBuilder.CreateTable(
                name: "committees",
                columns: table => new
                {
                    vacancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    compared_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_committees", x => x.vacancy_id);
                });

            migrationBuilder.CreateTable(
                name: "conflicts",
                columns: table => new
                {
                    conflict_id = table.Column<Guid>(type: "uuid", nullable: false),
                    vacancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    candidacy_id = table.Column<Guid>(type: "uuid", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: false),
                    declared_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_conflicts", x => x.conflict_id);
                });

            migrationBuilder.CreateTable(
                name: "hearings",
                columns: table => new
                {
                    hearing_id = table.Column<Guid>(type: "uuid", nullable: false),
                    candidacy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    vacancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    slot_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    opened_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    closed_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    present = table.Column<string[]>(type: "text[]", nullable: false),
                    throughout = table.Column<string[]>(type: "text[]", nullable: false),
                    results = table.Column<string>(type: "jsonb", nullable: false),
                    motivation = table.Column<string>(type: "text", nullable: false),
                    total_percent = table.Column<decimal>(type: "numeric(5,2)", precision: 5, scale: 2, nullable: true),
                    suitable = table.Column<bool>(type: "boolean", nullable: true),
                    judged_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hearings", x => x.hearing_id);
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
                name: "members",
                columns: table => new
                {
                    vacancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    gender = table.Column<string>(type: "text", nullable: false),
                    language_role = table.Column<string>(type: "text", nullable: false),
                    field = table.Column<string>(type: "text", nullable: false),
                    is_chair = table.Column<bool>(type: "boolean", nullable: false),
                    left_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_members", x => new { x.vacancy_id, x.subject });
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
                    subject = table.Column<string>(type: "text", nullable: false),
                    first_name = table.Column<string>(type: "text", nullable: false),
                    last_name = table.Column<string>(type: "text", nullable: false),
                    language = table.Column<string>(type: "text", nullable: false),
                    seen = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_persons", x => x.person_id);
                });

            migrationBuilder.CreateTable(
                name: "presences",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    hearing_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    present = table.Column<string[]>(type: "text[]", nullable: false),
                    counted_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_presences", x => x.id);
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
                name: "registration_periods",
                columns: table => new
                {
                    registration_period_id = table.Column<Guid>(type: "uuid", nullable: false),
                    vacancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    opens_on = table.Column<LocalDate>(type: "date", nullable: false),
                    closes_on = table.Column<LocalDate>(type: "date", nullable: false),
                    opens_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    closes_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    created_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_registration_periods", x => x.registration_period_id);
                });

            migrationBuilder.CreateTable(
                name: "vacancies",
                columns: table => new
                {
                    vacancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    seen = table.Column<long>(type: "bigint", nullable: false),
                    rule_version = table.Column<int>(type: "integer", nullable: false),
                    selection_code = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "jsonb", nullable: true),
                    language = table.Column<string>(type: "text", nullable: false),
                    competencies = table.Column<string>(type: "jsonb", nullable: true),
                    scoring = table.Column<string>(type: "jsonb", nullable: false),
                    committee_rule = table.Column<string>(type: "jsonb", nullable: false),
                    cancelled = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_vacancies", x => x.vacancy_id);
                });

            migrationBuilder.CreateTable(
                name: "sheets",
                columns: table => new
                {
                    hearing_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    scores = table.Column<string>(type: "jsonb", nullable: false),
                    saved_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    submitted_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sheets", x => new { x.hearing_id, x.subject });
                    table.ForeignKey(
                        name: "fk_sheets_hearings_hearing_id",
                        column: x => x.hearing_id,
                        principalTable: "hearings",
                        principalColumn: "hearing_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "slots",
                columns: table => new
                {
                    slot_id = table.Column<Guid>(type: "uuid", nullable: false),
                    registration_period_id = table.Column<Guid>(type: "uuid", nullable: false),
                    vacancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    preparation_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    hearing_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    ends_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    place = table.Column<string>(type: "text", nullable: false),
                    candidacy_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_slots", x => x.slot_id);
                    table.ForeignKey(
                        name: "fk_slots_registration_periods_registration_period_id",
                        column: x => x.registration_period_id,
                        principalTable: "registration_periods",
                        principalColumn: "registration_period_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_candidacies_invited_until",
                table: "candidacies",
                column: "invited_until",
                filter: "state = 'Invited'");

            migrationBuilder.CreateIndex(
                name: "ix_candidacies_person_id",
                table: "candidacies",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_candidacies_vacancy_id_state",
                table: "candidacies",
                columns: new[] { "vacancy_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_conflicts_vacancy_id_subject_candidacy_id",
                table: "conflicts",
                columns: new[] { "vacancy_id", "subject", "candidacy_id" },
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_hearings_candidacy_id",
                table: "hearings",
                column: "candidacy_id",
                unique: true,
                filter: "state in ('Open', 'Closed', 'Judged')");

            migrationBuilder.CreateIndex(
                name: "ix_hearings_vacancy_id",
                table: "hearings",
                column: "vacancy_id");

            migrationBuilder.CreateIndex(
                name: "ix_inbox_received_at",
                table: "inbox",
                column: "received_at");

            migrationBuilder.CreateIndex(
                name: "ix_members_subject",
                table: "members",
                column: "subject");

            migrationBuilder.CreateIndex(
                name: "ix_persons_subject",
                table: "persons",
                column: "subject",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_presences_hearing_id",
                table: "presences",
                column: "hearing_id");

            migrationBuilder.CreateIndex(
                name: "ix_record_entity_type_entity_id",
                table: "record",
                columns: new[] { "entity_type", "entity_id" });

            migrationBuilder.CreateIndex(
                name: "ix_record_person_id",
                table: "record",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_registration_periods_vacancy_id",
                table: "registration_periods",
                column: "vacancy_id");

            migrationBuilder.CreateIndex(
                name: "ix_slots_candidacy_id",
                table: "slots",
                column: "candidacy_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_slots_registration_period_id",
                table: "slots",
                column: "registration_period_id");

            migrationBuilder.CreateIndex(
                name: "ix_slots_vacancy_id_preparation_at",
                table: "slots",
                columns: new[] { "vacancy_id", "preparation_at" });

            migrationBuilder.MakeAppendOnly();
            migrationBuilder.MakeAppendOnly("presences");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "candidacies");

            migrationBuilder.DropTable(
                name: "case_papers");

            migrationBuilder.DropTable(
                name: "committees");

            migrationBuilder.DropTable(
                name: "conflicts");

            migrationBuilder.DropTable(
                name: "inbox");

            migrationBuilder.DropTable(
                name: "members");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "outbox_failed");

            migrationBuilder.DropTable(
                name: "persons");

            migrationBuilder.DropTable(
                name: "presences");

            migrationBuilder.DropTable(
                name: "record");

            migrationBuilder.DropTable(
                name: "sheets");

            migrationBuilder.DropTable(
                name: "slots");

            migrationBuilder.DropTable(
                name: "vacancies");

            migrationBuilder.DropTable(
                name: "hearings");

            migrationBuilder.DropTable(
                name: "registration_periods");
        }
    }
}
