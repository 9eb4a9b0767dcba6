using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using Selection.ServiceDefaults.Persons;
using Selection.ServiceDefaults.Record;

#nullable disable

namespace Selection.Results.Data.Migrations
{
    /// <inheritdoc />
    public partial class AfterResults : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateSequence(
                name: "complaint_numbers");

            migrationBuilder.AddColumn<int>(
                name: "mandate_years",
                table: "vacancies",
                type: "integer",
                nullable: false,
                defaultValueSql: "6");

            migrationBuilder.AddColumn<long>(
                name: "told_version",
                table: "candidacies",
                type: "bigint",
                nullable: false,
                defaultValueSql: "0");

            migrationBuilder.CreateTable(
                name: "access_requests",
                columns: table => new
                {
                    request_id = table.Column<Guid>(type: "uuid", nullable: false),
                    candidacy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    vacancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    wanted = table.Column<string>(type: "text", nullable: false),
                    asked_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    due_on = table.Column<LocalDate>(type: "date", nullable: false),
                    outcome = table.Column<string>(type: "text", nullable: true),
                    handed_over = table.Column<string>(type: "text", nullable: true),
                    motivation = table.Column<string>(type: "text", nullable: true),
                    answered_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    answered_by = table.Column<string>(type: "text", nullable: true),
                    lapse_told_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_access_requests", x => x.request_id);
                });

            migrationBuilder.CreateTable(
                name: "appointments",
                columns: table => new
                {
                    appointment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    vacancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    candidacy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    list_id = table.Column<Guid>(type: "uuid", nullable: false),
                    rank = table.Column<int>(type: "integer", nullable: false),
                    starts_on = table.Column<LocalDate>(type: "date", nullable: false),
                    ends_on = table.Column<LocalDate>(type: "date", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    motivation = table.Column<string>(type: "text", nullable: false),
                    decided_by = table.Column<string>(type: "text", nullable: false),
                    decided_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    end_reason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appointments", x => x.appointment_id);
                });

            migrationBuilder.CreateTable(
                name: "complaints",
                columns: table => new
                {
                    complaint_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ordinal = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    candidacy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    vacancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    filed_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    due_on = table.Column<LocalDate>(type: "date", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    assigned_to = table.Column<string>(type: "text", nullable: true),
                    escalated_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    finding = table.Column<string>(type: "text", nullable: true),
                    answer = table.Column<string>(type: "text", nullable: true),
                    answered_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    answered_by = table.Column<string>(type: "text", nullable: true),
                    withdrawn_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_complaints", x => x.complaint_id);
                });

            migrationBuilder.CreateTable(
                name: "condition_checks",
                columns: table => new
                {
                    check_id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    candidacy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    condition = table.Column<string>(type: "text", nullable: false),
                    holds = table.Column<bool>(type: "boolean", nullable: false),
                    from = table.Column<LocalDate>(type: "date", nullable: true),
                    until = table.Column<LocalDate>(type: "date", nullable: true),
                    proof_of = table.Column<LocalDate>(type: "date", nullable: false),
                    remark = table.Column<string>(type: "text", nullable: false),
                    checked_by = table.Column<string>(type: "text", nullable: false),
                    checked_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_condition_checks", x => x.check_id);
                });

            migrationBuilder.CreateTable(
                name: "departures",
                columns: table => new
                {
                    departure_id = table.Column<Guid>(type: "uuid", nullable: false),
                    candidacy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    vacancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    by_candidate = table.Column<bool>(type: "boolean", nullable: false),
                    on = table.Column<LocalDate>(type: "date", nullable: false),
                    remark = table.Column<string>(type: "text", nullable: true),
                    recorded_by = table.Column<string>(type: "text", nullable: true),
                    recorded_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    taken_back_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    taken_back_by = table.Column<string>(type: "text", nullable: true),
                    taken_back_reason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_departures", x => x.departure_id);
                });

            migrationBuilder.CreateTable(
                name: "feedback_requests",
                columns: table => new
                {
                    request_id = table.Column<Guid>(type: "uuid", nullable: false),
                    candidacy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    vacancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    question = table.Column<string>(type: "text", nullable: false),
                    asked_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    results_sent_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    due_on = table.Column<LocalDate>(type: "date", nullable: false),
                    answer = table.Column<string>(type: "text", nullable: true),
                    answered_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    answered_by = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_feedback_requests", x => x.request_id);
                });

            migrationBuilder.CreateTable(
                name: "interview_reports",
                columns: table => new
                {
                    interview_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    findings = table.Column<string>(type: "jsonb", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    written_by = table.Column<string>(type: "text", nullable: false),
                    written_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_interview_reports", x => new { x.interview_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "interviews",
                columns: table => new
                {
                    interview_id = table.Column<Guid>(type: "uuid", nullable: false),
                    candidacy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    vacancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    starts_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    length_minutes = table.Column<int>(type: "integer", nullable: false),
                    place = table.Column<string>(type: "text", nullable: false),
                    planned_by = table.Column<string>(type: "text", nullable: false),
                    planned_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    draft = table.Column<string>(type: "jsonb", nullable: true),
                    cancel_reason = table.Column<string>(type: "text", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_interviews", x => x.interview_id);
                });

            migrationBuilder.CreateTable(
                name: "workplace_adjustments",
                columns: table => new
                {
                    candidacy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    wanted = table.Column<string>(type: "text", nullable: false),
                    asked_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    answer = table.Column<string>(type: "text", nullable: true),
                    answered_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    answered_by = table.Column<string>(type: "text", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_workplace_adjustments", x => x.candidacy_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_access_requests_candidacy_id_asked_at",
                table: "access_requests",
                columns: new[] { "candidacy_id", "asked_at" });

            migrationBuilder.CreateIndex(
                name: "ix_access_requests_due_on",
                table: "access_requests",
                column: "due_on");

            migrationBuilder.CreateIndex(
                name: "ix_access_requests_person_id",
                table: "access_requests",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_access_requests_to_lapse",
                table: "access_requests",
                column: "due_on",
                filter: "answered_at is null and lapse_told_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_appointments_person_id",
                table: "appointments",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_appointments_vacancy_id_decided_at",
                table: "appointments",
                columns: new[] { "vacancy_id", "decided_at" });

            migrationBuilder.CreateIndex(
                name: "ux_appointments_in_force",
                table: "appointments",
                column: "vacancy_id",
                unique: true,
                filter: "state = 'InForce'");

            migrationBuilder.CreateIndex(
                name: "ix_complaints_candidacy_id_filed_at",
                table: "complaints",
                columns: new[] { "candidacy_id", "filed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_complaints_due_on",
                table: "complaints",
                column: "due_on");

            migrationBuilder.CreateIndex(
                name: "ix_complaints_ordinal",
                table: "complaints",
                column: "ordinal",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_complaints_person_id",
                table: "complaints",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_complaints_to_escalate",
                table: "complaints",
                column: "due_on",
                filter: "state = 'Open' and escalated_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_condition_checks_candidacy_id_condition_check_id",
                table: "condition_checks",
                columns: new[] { "candidacy_id", "condition", "check_id" });

            migrationBuilder.CreateIndex(
                name: "ix_departures_candidacy_id_recorded_at",
                table: "departures",
                columns: new[] { "candidacy_id", "recorded_at" });

            migrationBuilder.CreateIndex(
                name: "ux_departures_standing",
                table: "departures",
                column: "candidacy_id",
                unique: true,
                filter: "taken_back_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_feedback_requests_candidacy_id_asked_at",
                table: "feedback_requests",
                columns: new[] { "candidacy_id", "asked_at" });

            migrationBuilder.CreateIndex(
                name: "ix_feedback_requests_due_on",
                table: "feedback_requests",
                column: "due_on");

            migrationBuilder.CreateIndex(
                name: "ix_feedback_requests_person_id",
                table: "feedback_requests",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ux_feedback_requests_waiting",
                table: "feedback_requests",
                column: "candidacy_id",
                unique: true,
                filter: "answered_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_interviews_person_id",
                table: "interviews",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ux_interviews_standing",
                table: "interviews",
                column: "candidacy_id",
                unique: true,
                filter: "state <> 'Cancelled'");

            // What was published is counted from where the lists' own versions stand.
            migrationBuilder.Sql("update candidacies c set told_version = l.version from (select vacancy_id, max(version) as version from lists group by vacancy_id) l where l.vacancy_id = c.vacancy_id;");

            migrationBuilder.MakeAppendOnly("interview_reports");
            migrationBuilder.MakeAppendOnly("condition_checks");
            migrationBuilder.FollowMerges(
                "feedback_requests", "access_requests", "complaints", "interviews", "interview_reports", "condition_checks", "departures", "appointments", "workplace_adjustments");
            migrationBuilder.LetPersonalDataGo("interview_reports", "person_id", "findings", "reason");
            migrationBuilder.LetPersonalDataGo("condition_checks", "person_id", "remark");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "access_requests");

            migrationBuilder.DropTable(
                name: "appointments");

            migrationBuilder.DropTable(
                name: "complaints");

            migrationBuilder.DropTable(
                name: "condition_checks");

            migrationBuilder.DropTable(
                name: "departures");

            migrationBuilder.DropTable(
                name: "feedback_requests");

            migrationBuilder.DropTable(
                name: "interview_reports");

            migrationBuilder.DropTable(
                name: "interviews");

            migrationBuilder.DropTable(
                name: "workplace_adjustments");

            migrationBuilder.DropColumn(
                name: "mandate_years",
                table: "vacancies");

            migrationBuilder.DropColumn(
                name: "told_version",
                table: "candidacies");

            migrationBuilder.DropSequence(
                name: "complaint_numbers");
        }
    }
}
