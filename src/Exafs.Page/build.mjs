// Bundles the page into dist/, or the folder that is given: index.html, page.js, page.css. With --tests: the tests into artifacts/tests/.
import { cpSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { build } from "esbuild";

const shared = { bundle: true, format: "esm", target: "es2022", logLevel: "warning" };
const [what = "dist"] = process.argv.slice(2);
if (what === "--tests") {
  const tests = readdirSync("tests").filter((name) => name.endsWith(".test.ts"));
  await build({
    ...shared,
    platform: "node",
    entryPoints: tests.map((name) => `tests/${name}`),
    outdir: "artifacts/tests",
  });
} else {
  mkdirSync(what, { recursive: true });
  // What is bundled keeps its licence.
  const banner = { js: `/*! with uPlot:\n${readFileSync("node_modules/uplot/LICENSE", "utf8")}*/` };
  await build({ ...shared, minify: true, banner, entryPoints: { page: "src/main.ts" }, outdir: what });
  cpSync("src/index.html", `${what}/index.html`);
}
