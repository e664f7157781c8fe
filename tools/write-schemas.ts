// Writes docs/schemas/ and docs/data-dictionary.md from the kinds of record: node tools/run-script.mjs tools/write-schemas.ts
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeDocuments } from './schemas/documents.ts';

const root = dirname(dirname(process.argv[1] ?? ''));
const documents = makeDocuments();
mkdirSync(join(root, 'docs/schemas'), { recursive: true });
for (const name of readdirSync(join(root, 'docs/schemas'))) {
  if (!documents.has(`docs/schemas/${name}`)) rmSync(join(root, 'docs/schemas', name));
}
for (const [path, text] of documents) writeFileSync(join(root, path), text);
console.log(`${documents.size} documents written`);
