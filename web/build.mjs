// Bundles src/ with esbuild, compresses what came out, and writes it as one C++ source: node build.mjs FOLDER.
// With the same Node.js the same input gives the same bytes. Beside the source stands sizes.json, which the tests read.
import {createHash} from "node:crypto";
import {mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {basename, dirname, extname, join} from "node:path";
import {fileURLToPath} from "node:url";
import {brotliCompressSync, constants, gzipSync} from "node:zlib";
import {build} from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2];
// What the page names first, and what it loads later by the names in its meta elements.
const styles = {diagram: "src/style/diagram.css", designer: "src/style/designer.css", decision: "src/style/decision.css"};
const types = {".woff2": "font/woff2", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".html": "text/html; charset=utf-8"};

// The policy allows no style attribute in a text that becomes HTML, and no style element that a script makes. Two packages are replaced by ours, which put
// styles where scripts may put them; icons of bpmn-js that go another way get another attribute, which src/designer/carried_styles.ts carries out.
const ours = {domify: "src/designer/domify.ts", "style-mod": "src/designer/style_mod.ts"};
const stylesByScript = {
  name: "styles-by-script",
  setup(build) {
    build.onResolve({filter: /^(domify|style-mod)$/}, (asked) => ({path: join(here, ours[asked.path])}));
    build.onLoad({filter: /node_modules\/bpmn-js\/lib\/.*Icons\.js$/}, (file) =>
      ({contents: readFileSync(file.path, "utf8").replaceAll(" style=\"", " data-carried-style=\""), loader: "js"}));
  },
};

async function bundle() {
  const result = await build({
    entryPoints: {app: "src/app.tsx", style: "src/style/style.css", ...styles, icon: "assets/icon.svg"},
    absWorkingDir: here,
    outdir: "assets",
    bundle: true,
    splitting: true,
    format: "esm",
    target: ["es2021", "chrome100", "firefox100", "safari15"],
    jsx: "automatic",
    jsxImportSource: "preact",
    loader: {".svg": "copy", ".woff2": "file"},
    plugins: [stylesByScript],
    minify: true,
    legalComments: "none",
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    define: {"process.env.NODE_ENV": '"production"'},
    metafile: true,
    write: false,
    logLevel: "warning",
  });
  return {files: result.outputFiles, metafile: result.metafile};
}

function address(file) {
  return `/assets/${basename(file.path)}`;
}

function pageFile(path, bytes) {
  const type = types[extname(path === "/" ? "index.html" : path)];
  if (!type) throw new Error(`no content type for ${path}`);
  const gzip = gzipSync(bytes, {level: 9});
  const brotli = brotliCompressSync(bytes, {params: {[constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length}});
  const worth = (packed) => (packed.length < bytes.length * 0.95 ? packed : Buffer.alloc(0));
  const digest = createHash("sha256").update(bytes).digest("hex").slice(0, 20);
  return {path, type, digest, plain: Buffer.from(bytes), gzip: worth(gzip), brotli: worth(brotli)};
}

// The page names its first files itself; what it loads later is told to it in a meta element, since their names change.
function page(files, metafile) {
  const find = (name, extension) => address(files.find((file) => new RegExp(`/${name}-[A-Z0-9]+\\${extension}$`).test(file.path)));
  const html = readFileSync(join(here, "src/index.html"), "utf8");
  return html.replace("%STYLE%", find("style", ".css")).replace("%SCRIPT%", find("app", ".js")).replace("%ICON%", find("icon", ".svg"))
    .replace("%STYLES%\n", Object.keys(styles).map((name) => `<meta name="onward-${name}-style" content="${find(name, ".css")}">\n`).join(""))
    .replace("%PRELOAD%\n", preloads(metafile));
}

// What the first script imports is asked for together with it, and not one after the other.
function preloads(metafile) {
  const app = Object.keys(metafile.outputs).find((output) => metafile.outputs[output].entryPoint === "src/app.tsx");
  return [...closure(metafile, app)].filter((output) => output !== app).map((output) => `<link rel="modulepreload" href="/assets/${basename(output)}">\n`).sort().join("");
}

// A string literal: octal escapes end after three digits, so no byte can run into the next.
function literal(bytes) {
  let text = "";
  for (const byte of bytes) {
    const plain = byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c && byte !== 0x3f;
    text += plain ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, "0")}`;
  }
  return `{"${text}", ${bytes.length}}`;
}

function source(pages, places) {
  const rows = pages.map((file) => `    {${[file.path, file.type, file.digest].map((text) => `"${text}"`).join(", ")},\n     ${
    [file.plain, file.gzip, file.brotli].map(literal).join(",\n     ")}},\n`);
  return `// Written by web/build.mjs.
#include "server/pages/page_files.hpp"

namespace onward::pages {
namespace {

constexpr PageFile files[] = {
${rows.join("")}};

constexpr std::string_view places[] = {${places.map((place) => `"${place}"`).join(", ")}};

}  // namespace

PageFiles page_files() { return {files, places}; }

}  // namespace onward::pages
`;
}

// What a page loads before it is there: an output and everything that it imports statically.
function closure(metafile, output, found = new Set()) {
  if (found.has(output)) return found;
  found.add(output);
  for (const one of metafile.outputs[output].imports) if (one.kind === "import-statement") closure(metafile, one.path, found);
  return found;
}

function sizes(pages) {
  return {files: Object.fromEntries(pages.map((file) => [file.path, {plain: file.plain.length, gzip: file.gzip.length, brotli: file.brotli.length}]))};
}

const {files, metafile} = await bundle();
const pages = [pageFile("/", Buffer.from(page(files, metafile))), ...files.map((file) => pageFile(address(file), file.contents))];
pages.sort((a, b) => (a.path < b.path ? -1 : 1));
mkdirSync(folder, {recursive: true});
const places = JSON.parse(readFileSync(join(here, "pages.json"), "utf8"));
writeFileSync(join(folder, "page_files.cpp"), source(pages, places));
writeFileSync(join(folder, "sizes.json"), `${JSON.stringify(sizes(pages), null, 1)}\n`);
