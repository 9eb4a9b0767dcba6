// Makes the one style sheet of Styles/portal.scss, and brings along the pictures and typefaces it names, nothing else.
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as sass from "sass";

const design = "node_modules/@uswds/uswds";
const target = "wwwroot/design";
const wanted = /^fonts\/public-sans\/PublicSans-(Regular|Bold|Italic)\.woff2$|^img\//;

const { css } = sass.compile("Styles/portal.scss", { loadPaths: [join(design, "packages")], style: "compressed", quietDeps: true, logger: sass.Logger.silent });
// A typeface that is not brought along is not named either.
const style = css.replace(/@font-face\{[^}]*\}/g, (face) => (wanted.test(/url\("?([^")]+)/.exec(face)?.[1] ?? "") ? face : ""));
rmSync(target, { recursive: true, force: true });
for (const [, name] of style.matchAll(/url\("?((?:fonts|img)\/[^")]+)"?\)/g)) {
  const to = join(target, name);
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(join(design, "dist", name), to);
}
mkdirSync(target, { recursive: true });
writeFileSync(join(target, "portal.css"), style);
