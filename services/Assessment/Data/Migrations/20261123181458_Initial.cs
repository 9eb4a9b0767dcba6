using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

using Selection.ServiceDefaults.Record;

#nullable disable

namespace Selection.Assessment.Data.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "cancelled_vacancies",
                columns: table => new
                {
                    vacancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cancelled_vacancies", x => x.vacancy_id);
                });

            migrationBuilder.CreateTable(
                name: "candidacies",
                columns: table => new
                {
                    candidacy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    vacancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    closing_date = table.Column<LocalDate>(type: "date", nullable: true),
                    standing = table.Column<string>(type: "text", nullable: false),
                    stop_reason = table.Column<string>(type: "text", nullable: true),
                    end_reason = table.Column<string>(type: "text", nullable: true),
                    exemption_ground = table.Column<string>(type: "text", nullable: true),
                    exempt_since = table.Column<LocalDate>(type: "date", nullable: true),
                    barred_until = table.Column<LocalDate>(type: "date", nullable: true),
                    new_sitting_since = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    screening_version = table.Column<long>(type: "bigint", nullable: false),
                    withdrawn = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
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
                name: "ledger",
                columns: table => new
                {
                    entry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    level_group = table.Column<string>(type: "text", nullable: false),
                    from = table.Column<LocalDate>(type: "date", nullable: false),
                    until = table.Column<LocalDate>(type: "date", nullable: true),
                    source = table.Column<string>(type: "text", nullable: false),
                    candidacy_id = table.Column<Guid>(type: "uuid", nullable: true),
                    voids = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger", x => x.entry_id);
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
                    subject = table.Column<string>(type: "text", nullable: true),
                    first_name = table.Column<string>(type: "text", nullable: true),
                    last_name = table.Column<string>(type: "text", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
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
                name: "submissions",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    vendor = table.Column<string>(type: "text", nullable: false),
                    result_id = table.Column<string>(type: "text", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    session_id = table.Column<string>(type: "text", nullable: false),
                    candidate_number = table.Column<string>(type: "text", nullable: false),
                    outcome = table.Column<string>(type: "text", nullable: false),
                    score = table.Column<string>(type: "text", nullable: false),
                    parts = table.Column<string>(type: "jsonb", nullable: false),
                    taken_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    content = table.Column<byte[]>(type: "bytea", nullable: false),
                    verdict = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    booking_id = table.Column<Guid>(type: "uuid", nullable: true),
                    received_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_submissions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "vacancies",
                columns: table => new
                {
                    vacancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    selection_code = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "jsonb", nullable: false),
                    language = table.Column<string>(type: "text", nullable: false),
                    weighing_class = table.Column<int>(type: "integer", nullable: false),
                    level_group = table.Column<string>(type: "text", nullable: false),
                    rule = table.Column<string>(type: "jsonb", nullable: false),
                    rule_version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_vacancies", x => x.vacancy_id);
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
                    created_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_registration_periods", x => x.registration_period_id);
                    table.ForeignKey(
                        name: "fk_registration_periods_vacancies_vacancy_id",
                        column: x => x.vacancy_id,
                        principalTable: "vacancies",
                        principalColumn: "vacancy_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sessions",
                columns: table => new
                {
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    registration_period_id = table.Column<Guid>(type: "uuid", nullable: false),
                    vacancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    starts_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    day = table.Column<LocalDate>(type: "date", nullable: false),
                    length_minutes = table.Column<int>(type: "integer", nullable: false),
                    capacity = table.Column<int>(type: "integer", nullable: false),
                    booked = table.Column<int>(type: "integer", nullable: false),
                    changes = table.Column<long>(type: "bigint", nullable: false),
                    language = table.Column<string>(type: "text", nullable: false),
                    place = table.Column<string>(type: "text", nullable: false),
                    vendor_client_id = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sessions", x => x.session_id);
                    table.CheckConstraint("ck_sessions_seats", "booked between 0 and capacity");
                    table.ForeignKey(
                        name: "fk_sessions_registration_periods_registration_period_id",
                        column: x => x.registration_period_id,
                        principalTable: "registration_periods",
                        principalColumn: "registration_period_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "bookings",
                columns: table => new
                {
                    booking_id = table.Column<Guid>(type: "uuid", nullable: false),
                    candidacy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    candidate_number = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    booked_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    closed_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    result_id = table.Column<string>(type: "text", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: true),
                    score = table.Column<decimal>(type: "numeric(6,3)", precision: 6, scale: 3, nullable: true),
                    parts = table.Column<string>(type: "jsonb", nullable: true),
                    effect = table.Column<string>(type: "text", nullable: true),
                    ledger_entry_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bookings", x => x.booking_id);
                    table.ForeignKey(
                        name: "fk_bookings_candidacies_candidacy_id",
                        column: x => x.candidacy_id,
                        principalTable: "candidacies",
                        principalColumn: "candidacy_id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_bookings_sessions_session_id",
                        column: x => x.session_id,
                        principalTable: "sessions",
                        principalColumn: "session_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "corrections",
                columns: table => new
                {
                    correction_id = table.Column<Guid>(type: "uuid", nullable: false),
                    candidacy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    booking_id = table.Column<Guid>(type: "uuid", nullable: false),
                    result_id = table.Column<string>(type: "text", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    outcome = table.Column<string>(type: "text", nullable: false),
                    score = table.Column<decimal>(type: "numeric(6,3)", precision: 6, scale: 3, nullable: true),
                    parts = table.Column<string>(type: "jsonb", nullable: true),
                    requested_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    decided_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    decided_by = table.Column<string>(type: "text", nullable: true),
                    motivation = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_corrections", x => x.correction_id);
                    table.ForeignKey(
                        name: "fk_corrections_bookings_booking_id",
                        column: x => x.booking_id,
                        principalTable: "bookings",
                        principalColumn: "booking_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_bookings_candidate_number",
                table: "bookings",
                column: "candidate_number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_bookings_one_seat",
                table: "bookings",
                column: "candidacy_id",
                unique: true,
                filter: "state = 'Booked'");

            migrationBuilder.CreateIndex(
                name: "ix_bookings_person_id",
                table: "bookings",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_bookings_session_id_state",
                table: "bookings",
                columns: new[] { "session_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_candidacies_person_id",
                table: "candidacies",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_candidacies_vacancy_id_standing",
                table: "candidacies",
                columns: new[] { "vacancy_id", "standing" });

            migrationBuilder.CreateIndex(
                name: "ix_corrections_booking_id",
                table: "corrections",
                column: "booking_id");

            migrationBuilder.CreateIndex(
                name: "ix_corrections_candidacy_id",
                table: "corrections",
                column: "candidacy_id",
                unique: true,
                filter: "state = 'Waiting'");

            migrationBuilder.CreateIndex(
                name: "ix_inbox_received_at",
                table: "inbox",
                column: "received_at");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_person_id",
                table: "ledger",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_voids",
                table: "ledger",
                column: "voids",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_persons_subject",
                table: "persons",
                column: "subject",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_record_entity_type_entity_id",
                table: "record",
                columns: new[] { "entity_type", "entity_id" });

            migrationBuilder.CreateIndex(
                name: "ix_record_person_id",
                table: "record",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_registration_periods_closes_at",
                table: "registration_periods",
                column: "closes_at",
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_registration_periods_vacancy_id",
                table: "registration_periods",
                column: "vacancy_id");

            migrationBuilder.CreateIndex(
                name: "ix_sessions_registration_period_id",
                table: "sessions",
                column: "registration_period_id");

            migrationBuilder.CreateIndex(
                name: "ix_sessions_vacancy_id_starts_at",
                table: "sessions",
                columns: new[] { "vacancy_id", "starts_at" });

            migrationBuilder.CreateIndex(
                name: "ix_sessions_vendor_client_id_starts_at",
                table: "sessions",
                columns: new[] { "vendor_client_id", "starts_at" });

            migrationBuilder.CreateIndex(
                name: "ix_submissions_booking_id",
                table: "submissions",
                column: "booking_id");

            migrationBuilder.CreateIndex(
                name: "ix_submissions_standing",
                table: "submissions",
                columns: new[] { "vendor", "result_id", "revision" },
                unique: true,
                filter: "verdict in ('Accepted', 'Superseded')");

            migrationBuilder.MakeAppendOnly();
            migrationBuilder.MakeAppendOnly("ledger");
            migrationBuilder.MakeAppendOnly("submissions");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "cancelled_vacancies");

            migrationBuilder.DropTable(
                name: "corrections");

            migrationBuilder.DropTable(
                name: "inbox");

            migrationBuilder.DropTable(
                name: "ledger");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "outbox_failed");

            migrationBuilder.DropTable(
                name: "persons");

            migrationBuilder.DropTable(
                name: "record");

            migrationBuilder.DropTable(
                name: "submissions");

            migrationBuilder.DropTable(
                name: "bookings");

            migrationBuilder.DropTable(
                name: "candidacies");

            migrationBuilder.DropTable(
                name: "sessions");

            migrationBuilder.DropTable(
                name: "registration_periods");

            migrationBuilder.DropTable(
                name: "vacancies");
        }
    }
}
