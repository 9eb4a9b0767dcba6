using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Selection.Candidacies.Data.Migrations
{
    /// <inheritdoc />
    public partial class MessagesBesideCandidacies : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_messages_candidacy_id_stage_source_version_kind",
                table: "messages");

            migrationBuilder.AlterColumn<Guid>(
                name: "vacancy_id",
                table: "messages",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AlterColumn<Guid>(
                name: "candidacy_id",
                table: "messages",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AddColumn<Guid>(
                name: "source_id",
                table: "messages",
                type: "uuid",
                nullable: true);

            migrationBuilder.Sql("update messages set source_id = candidacy_id");

            migrationBuilder.AlterColumn<Guid>(
                name: "source_id",
                table: "messages",
                type: "uuid",
                nullable: false);

            migrationBuilder.CreateIndex(
                name: "ix_messages_source_id_kind_source_version",
                table: "messages",
                columns: new[] { "source_id", "kind", "source_version" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_messages_source_id_kind_source_version",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "source_id",
                table: "messages");

            migrationBuilder.AlterColumn<Guid>(
                name: "vacancy_id",
                table: "messages",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);

            migrationBuilder.AlterColumn<Guid>(
                name: "candidacy_id",
                table: "messages",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_messages_candidacy_id_stage_source_version_kind",
                table: "messages",
                columns: new[] { "candidacy_id", "stage", "source_version", "kind" },
                unique: true);
        }
    }
}
