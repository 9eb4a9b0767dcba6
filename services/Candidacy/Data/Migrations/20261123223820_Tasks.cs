using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;

#nullable disable

namespace Selection.Candidacies.Data.Migrations
{
    /// <inheritdoc />
    public partial class Tasks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "tasks",
                columns: table => new
                {
                    candidacy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    due_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    due_version = table.Column<long>(type: "bigint", nullable: false),
                    done = table.Column<bool>(type: "boolean", nullable: false),
                    state_version = table.Column<long>(type: "bigint", nullable: false),
                    opened_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    reminded_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tasks", x => new { x.candidacy_id, x.kind });
                });

            migrationBuilder.CreateIndex(
                name: "ix_messages_unread",
                table: "messages",
                column: "person_id",
                filter: "read_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_tasks_due_at_kind",
                table: "tasks",
                columns: new[] { "due_at", "kind" },
                filter: "not done");

            // Who applied before there were tasks has one too.
            migrationBuilder.Sql("""
                insert into tasks (candidacy_id, kind, due_at, due_version, done, state_version, opened_at)
                select c.candidacy_id, 'candidacy-provisional', v.closes_at, 1, c.state <> 'Provisional', 1, c.applied_at
                from candidacies c join vacancies v using (vacancy_id)
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "tasks");

            migrationBuilder.DropIndex(
                name: "ix_messages_unread",
                table: "messages");
        }
    }
}
