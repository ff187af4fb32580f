// Sets the formulas of the manual's pages as MathML and keeps them in workbench/src/docs/formulas.json, which the build reads.
//   npm ci --prefix .ci/formulas && node .ci/formulas/set.mjs            writes the file
//   ... node .ci/formulas/set.mjs --check                                 fails if the file would change
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

const temml = createRequire(import.meta.url)('temml');
const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../..');
const docs = path.join(root, 'workbench/src/docs');
const file = path.join(docs, 'formulas.json');

const sources = fs
  .readFileSync(path.join(docs, 'index.md'), 'utf8')
  .match(/\]\(([^)#:]+\.md)\)/g)
  .map((link) => path.join(docs, link.slice(2, -1)));

const formulas = {};
for (const source of sources) {
  const text = fs.readFileSync(source, 'utf8');
  for (const [, tex] of text.matchAll(/^```math\n([\s\S]*?)^```$/gm)) {
    formulas['display ' + tex.trim()] = set(source, tex, true);
  }
  for (const [, tex] of text.matchAll(/\$`([^`]+)`\$/g)) {
    // Markdown reads a line break in it as a blank.
    formulas['inline ' + tex.replace(/\n/g, ' ').trim()] = set(source, tex, false);
  }
}

function set(source, tex, displayMode) {
  try {
    // A line break within a paragraph is a blank.
    return temml.renderToString(tex.trim().replace(/\n/g, ' '), { displayMode, throwOnError: true, strict: true });
  } catch (error) {
    console.error(`${path.relative(root, source)}: ${tex.trim()}: ${error.message}`);
    process.exit(1);
  }
}

const sorted = Object.fromEntries(Object.entries(formulas).sort(([a], [b]) => (a < b ? -1 : 1)));
const json = JSON.stringify(sorted, null, 1) + '\n';
if (process.argv.includes('--check')) {
  if (fs.readFileSync(file, 'utf8') !== json) {
    console.error('workbench/src/docs/formulas.json is not what the pages need: run .ci/formulas/set.mjs');
    process.exit(1);
  }
} else {
  fs.writeFileSync(file, json);
}
console.log(`${Object.keys(sorted).length} formulas`);
