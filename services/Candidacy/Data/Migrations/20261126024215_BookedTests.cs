using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;

#nullable disable

namespace Selection.Candidacies.Data.Migrations
{
    /// <inheritdoc />
    public partial class BookedTests : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "booked_tests",
                columns: table => new
                {
                    candidacy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stage = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    starts_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    booked_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    args = table.Column<string>(type: "jsonb", nullable: false),
                    reminded_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_booked_tests", x => new { x.candidacy_id, x.stage });
                });

            migrationBuilder.CreateIndex(
                name: "ix_booked_tests_starts_at",
                table: "booked_tests",
                column: "starts_at",
                filter: "reminded_at is null");

            // Who had booked before is reminded too.
            migrationBuilder.Sql("""
                insert into booked_tests (candidacy_id, stage, version, starts_at, booked_at, args)
                select c.candidacy_id, m.stage, m.source_version, (m.args->>case m.kind when 'assessment-booked' then 'startsAt' else 'preparationAt' end)::timestamptz, m.created_at, m.args
                from candidacies c join messages m on m.source_id = c.candidacy_id and m.source_version = c.step_version
                where (c.step, m.kind) in (('AssessmentBooked', 'assessment-booked'), ('OralTestPlanned', 'oral-test-planned'))
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "booked_tests");
        }
    }
}
