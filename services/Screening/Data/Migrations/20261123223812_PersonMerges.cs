using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;
using Selection.ServiceDefaults.Persons;

#nullable disable

namespace Selection.Screening.Data.Migrations
{
    /// <inheritdoc />
    public partial class PersonMerges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "merged_persons",
                columns: table => new
                {
                    merged_person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: true),
                    heard_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false, defaultValueSql: "clock_timestamp()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_merged_persons", x => x.merged_person_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_merged_persons_person_id",
                table: "merged_persons",
                column: "person_id");

            migrationBuilder.FollowMerges("cases", "decisions");
            migrationBuilder.LetPersonalDataGo("decisions", "person_id", "motivation", "officer_motivation");
            migrationBuilder.LetPersonalDataGo("reopenings", "reason");
            migrationBuilder.LetPersonalDataGo("reservation_decisions", "motivation");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "merged_persons");
        }
    }
}
