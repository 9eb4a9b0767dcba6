using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Selection.Candidacies.Data.Migrations
{
    /// <inheritdoc />
    public partial class VacancySearch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "place_text",
                table: "vacancies",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "title_de",
                table: "vacancies",
                type: "text",
                nullable: true,
                computedColumnSql: "card -> 'title' ->> 'de'",
                stored: true);

            migrationBuilder.AddColumn<string>(
                name: "title_en",
                table: "vacancies",
                type: "text",
                nullable: true,
                computedColumnSql: "card -> 'title' ->> 'en'",
                stored: true);

            migrationBuilder.AddColumn<string>(
                name: "title_fr",
                table: "vacancies",
                type: "text",
                nullable: true,
                computedColumnSql: "card -> 'title' ->> 'fr'",
                stored: true);

            migrationBuilder.AddColumn<string>(
                name: "title_nl",
                table: "vacancies",
                type: "text",
                nullable: true,
                computedColumnSql: "card -> 'title' ->> 'nl'",
                stored: true);

            // As the service folds texts from now on: without accents.
            migrationBuilder.Sql(
                """
                update vacancies set
                    search_text = regexp_replace(normalize(search_text, NFD), '[\u0300-\u036f]', '', 'g'),
                    place_text = regexp_replace(normalize(lower(concat_ws(E'\n',
                        card -> 'place' ->> 'nl', card -> 'place' ->> 'fr', card -> 'place' ->> 'de', card -> 'place' ->> 'en')), NFD), '[\u0300-\u036f]', '', 'g')
                """);

            migrationBuilder.CreateIndex(
                name: "ix_vacancies_place_text",
                table: "vacancies",
                column: "place_text")
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:TsVectorConfig", "simple");

            migrationBuilder.CreateIndex(
                name: "ix_vacancies_search_text",
                table: "vacancies",
                column: "search_text")
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:TsVectorConfig", "simple");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_vacancies_place_text",
                table: "vacancies");

            migrationBuilder.DropIndex(
                name: "ix_vacancies_search_text",
                table: "vacancies");

            migrationBuilder.DropColumn(
                name: "title_de",
                table: "vacancies");

            migrationBuilder.DropColumn(
                name: "title_en",
                table: "vacancies");

            migrationBuilder.DropColumn(
                name: "title_fr",
                table: "vacancies");

            migrationBuilder.DropColumn(
                name: "title_nl",
                table: "vacancies");

            migrationBuilder.DropColumn(
                name: "place_text",
                table: "vacancies");
        }
    }
}
