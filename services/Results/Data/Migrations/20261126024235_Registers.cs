using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;

#nullable disable

namespace Selection.Results.Data.Migrations
{
    /// <inheritdoc />
    public partial class Registers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "register_lines",
                columns: table => new
                {
                    register_id = table.Column<Guid>(type: "uuid", nullable: false),
                    service = table.Column<string>(type: "text", nullable: false),
                    part = table.Column<int>(type: "integer", nullable: false),
                    line = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    candidacy_id = table.Column<Guid>(type: "uuid", nullable: true),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    content = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_register_lines", x => new { x.register_id, x.service, x.part, x.line });
                });

            migrationBuilder.CreateTable(
                name: "register_parts",
                columns: table => new
                {
                    register_id = table.Column<Guid>(type: "uuid", nullable: false),
                    service = table.Column<string>(type: "text", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    is_last = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_register_parts", x => new { x.register_id, x.service, x.number });
                });

            migrationBuilder.CreateTable(
                name: "registers",
                columns: table => new
                {
                    register_id = table.Column<Guid>(type: "uuid", nullable: false),
                    vacancy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    requested_by = table.Column<string>(type: "text", nullable: false),
                    requested_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    ready_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    removed_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    removed_reason = table.Column<string>(type: "text", nullable: true),
                    sha256 = table.Column<string>(type: "text", nullable: true),
                    bytes = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_registers", x => x.register_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_register_lines_person_id",
                table: "register_lines",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_register_lines_register_id_candidacy_id_at",
                table: "register_lines",
                columns: new[] { "register_id", "candidacy_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_registers_vacancy_id_requested_at",
                table: "registers",
                columns: new[] { "vacancy_id", "requested_at" });

            migrationBuilder.CreateIndex(
                name: "ux_registers_collecting",
                table: "registers",
                column: "vacancy_id",
                unique: true,
                filter: "state = 'Collecting'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "register_lines");

            migrationBuilder.DropTable(
                name: "register_parts");

            migrationBuilder.DropTable(
                name: "registers");
        }
    }
}
