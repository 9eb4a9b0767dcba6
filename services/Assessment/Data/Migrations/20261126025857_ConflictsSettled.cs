using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;
using Selection.ServiceDefaults.Persons;
using Selection.ServiceDefaults.Record;

#nullable disable

namespace Selection.Assessment.Data.Migrations
{
    /// <inheritdoc />
    public partial class ConflictsSettled : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "conflict_settlements",
                columns: table => new
                {
                    submission_id = table.Column<long>(type: "bigint", nullable: false),
                    booking_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_conflict_settlements", x => x.submission_id);
                    table.ForeignKey(
                        name: "fk_conflict_settlements_submissions_submission_id",
                        column: x => x.submission_id,
                        principalTable: "submissions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_submissions_candidate_number",
                table: "submissions",
                column: "candidate_number",
                filter: "length(candidate_number) <= 100");

            migrationBuilder.CreateIndex(
                name: "ix_submissions_conflicts",
                table: "submissions",
                column: "id",
                filter: "verdict = 'Conflict'");

            migrationBuilder.CreateIndex(
                name: "ix_submissions_received_at",
                table: "submissions",
                column: "received_at")
                .Annotation("Npgsql:IndexMethod", "brin");

            migrationBuilder.CreateIndex(
                name: "ix_submissions_result_id",
                table: "submissions",
                column: "result_id",
                filter: "length(result_id) <= 100");

            migrationBuilder.CreateIndex(
                name: "ix_submissions_session_id",
                table: "submissions",
                column: "session_id",
                filter: "length(session_id) <= 100");

            migrationBuilder.CreateIndex(
                name: "ix_conflict_settlements_booking_id",
                table: "conflict_settlements",
                column: "booking_id");

            migrationBuilder.MakeAppendOnly("conflict_settlements");
            migrationBuilder.LetPersonalDataGo("conflict_settlements", "reason");
            migrationBuilder.LetPersonalDataGo("submissions", "parts");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "conflict_settlements");

            migrationBuilder.DropIndex(
                name: "ix_submissions_candidate_number",
                table: "submissions");

            migrationBuilder.DropIndex(
                name: "ix_submissions_conflicts",
                table: "submissions");

            migrationBuilder.DropIndex(
                name: "ix_submissions_received_at",
                table: "submissions");

            migrationBuilder.DropIndex(
                name: "ix_submissions_result_id",
                table: "submissions");

            migrationBuilder.DropIndex(
                name: "ix_submissions_session_id",
                table: "submissions");
        }
    }
}
