using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Selection.Candidacies.Data.Migrations
{
    /// <inheritdoc />
    public partial class StepsOfParts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "candidacy_steps",
                columns: table => new
                {
                    candidacy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stage = table.Column<int>(type: "integer", nullable: false),
                    step = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_candidacy_steps", x => new { x.candidacy_id, x.stage });
                });

            // What Candidacy itself says (0) is no part's word on it.
            migrationBuilder.Sql("insert into candidacy_steps (candidacy_id, stage, step, version) select candidacy_id, step_stage, step, step_version from candidacies where step_stage > 0 and step not in ('Withdrawn', 'Cancelled');");
            migrationBuilder.DropColumn(
                name: "step_version",
                table: "candidacies");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "candidacy_steps");

            migrationBuilder.AddColumn<long>(
                name: "step_version",
                table: "candidacies",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);
        }
    }
}
