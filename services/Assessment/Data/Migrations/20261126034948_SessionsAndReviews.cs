using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;
using Selection.ServiceDefaults.Persons;

#nullable disable

namespace Selection.Assessment.Data.Migrations
{
    /// <inheritdoc />
    public partial class SessionsAndReviews : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "cancel_reason",
                table: "sessions",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<Instant>(
                name: "cancelled_at",
                table: "sessions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "kind",
                table: "sessions",
                type: "text",
                nullable: false,
                defaultValue: "Place");

            migrationBuilder.AddColumn<string>(
                name: "link",
                table: "sessions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "version",
                table: "sessions",
                type: "bigint",
                nullable: false,
                defaultValue: 1L);

            migrationBuilder.AddColumn<long>(
                name: "version",
                table: "registration_periods",
                type: "bigint",
                nullable: false,
                defaultValue: 1L);

            migrationBuilder.AddColumn<Instant>(
                name: "withdrawn_at",
                table: "registration_periods",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "exemption_entry_id",
                table: "candidacies",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "exemption_reviews",
                columns: table => new
                {
                    candidacy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    entry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    opened_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    decided_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    decided_by = table.Column<string>(type: "text", nullable: true),
                    motivation = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_exemption_reviews", x => new { x.candidacy_id, x.entry_id });
                    table.ForeignKey(
                        name: "fk_exemption_reviews_candidacies_candidacy_id",
                        column: x => x.candidacy_id,
                        principalTable: "candidacies",
                        principalColumn: "candidacy_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "help_requests",
                columns: table => new
                {
                    help_request_id = table.Column<Guid>(type: "uuid", nullable: false),
                    candidacy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    session_id = table.Column<Guid>(type: "uuid", nullable: true),
                    text = table.Column<string>(type: "text", nullable: false),
                    asked_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    answer = table.Column<string>(type: "text", nullable: true),
                    answered_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    answered_by = table.Column<string>(type: "text", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_help_requests", x => x.help_request_id);
                    table.ForeignKey(
                        name: "fk_help_requests_candidacies_candidacy_id",
                        column: x => x.candidacy_id,
                        principalTable: "candidacies",
                        principalColumn: "candidacy_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_candidacies_exemption_entry_id",
                table: "candidacies",
                column: "exemption_entry_id",
                filter: "exemption_entry_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_exemption_reviews_opened_at",
                table: "exemption_reviews",
                column: "opened_at",
                filter: "state = 'Waiting'");

            migrationBuilder.CreateIndex(
                name: "ix_help_requests_asked_at",
                table: "help_requests",
                column: "asked_at",
                filter: "answered_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_help_requests_candidacy_id",
                table: "help_requests",
                column: "candidacy_id");

            migrationBuilder.CreateIndex(
                name: "ix_help_requests_person_id",
                table: "help_requests",
                column: "person_id");

            migrationBuilder.FollowMerges("exemption_reviews", "help_requests");

            // What an exemption rests on was in the record only.
            migrationBuilder.Sql("""
                update candidacies c set exemption_entry_id = (
                    select (r.details->>'entryId')::uuid from record r
                    where r.entity_type = 'candidacy' and r.entity_id = c.candidacy_id and r.action = 'candidacy.exempted' order by r.id desc limit 1)
                where c.standing = 'Exempted'
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "exemption_reviews");

            migrationBuilder.DropTable(
                name: "help_requests");

            migrationBuilder.DropIndex(
                name: "ix_candidacies_exemption_entry_id",
                table: "candidacies");

            migrationBuilder.DropColumn(
                name: "cancel_reason",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "cancelled_at",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "kind",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "link",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "version",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "version",
                table: "registration_periods");

            migrationBuilder.DropColumn(
                name: "withdrawn_at",
                table: "registration_periods");

            migrationBuilder.DropColumn(
                name: "exemption_entry_id",
                table: "candidacies");
        }
    }
}
