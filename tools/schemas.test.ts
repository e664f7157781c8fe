import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse as parseCsv } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { KIND_NAMES, type KindName, kindNamed } from '../src/features/register/records/kinds.ts';
import { arbitraryRecords } from '../test/support/arbitrary-records.ts';
import { makeDocuments } from './schemas/documents.ts';
import { makeSchema } from './schemas/make-schema.ts';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const EXAMPLE = join(ROOT, 'examples/azerbaijan-2024');

const ajv = new Ajv2020({ allErrors: true, strict: true });
for (const keyword of ['x-type', 'x-refers-to', 'x-minimum', 'x-maximum']) ajv.addKeyword(keyword);
const validators = new Map(KIND_NAMES.map((kind) => [kind, ajv.compile(makeSchema(kindNamed(kind)))]));

function findErrors(kind: KindName, data: unknown): string[] {
  const validate = validators.get(kind);
  if (validate === undefined) throw new Error(`No schema for ${kind}`);
  return validate(data) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

/** The file as somebody reads it who has only the schema and the data dictionary. */
function readElsewhere(kind: KindName): unknown {
  const text = readFileSync(join(EXAMPLE, kindNamed(kind).file), 'utf8');
  if (kindNamed(kind).format === 'yaml') return parseYaml(text);
  const rows: Record<string, string>[] = parseCsv(text, { columns: true });
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== '')));
}

describe('docs/schemas and docs/data-dictionary.md', () => {
  it('are what the program reads files with (else run tools/write-schemas.ts)', () => {
    for (const [path, text] of makeDocuments()) expect(readFileSync(join(ROOT, path), 'utf8'), path).toBe(text);
    expect(readdirSync(join(ROOT, 'docs/schemas')).length).toBe(KIND_NAMES.length);
  });

  it.each(KIND_NAMES)('take every row of the example: %s', (kind) => {
    expect(findErrors(kind, readElsewhere(kind))).toEqual([]);
  });

  it('take whatever the program takes', () => {
    fc.assert(
      fc.property(arbitraryRecords, (records) => {
        for (const kind of KIND_NAMES) {
          const rows = records[kind] ?? [];
          expect(findErrors(kind, kindNamed(kind).format === 'yaml' ? rows[0] : rows)).toEqual([]);
        }
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['round', [{ key: 'r1', number: '1', day: '9 March', status: 'held' }], '/0/day must match pattern'],
    ['round', [{ key: 'r1', number: '1', day: '2031-03-09', status: 'perhaps' }], '/0/status must be equal to one of'],
    ['round', [{ key: 'r1', number: '1', status: 'held' }], "/0 must have required property 'day'"],
    ['source', [{ key: 'S1', publisher: 'X', Note: 'x' }], '/0 must NOT have additional properties'],
    ['actor', [{ key: 'cec' }], '/0 must NOT be valid'],
    ['place', [{ code: 'a', level: 'area', sources: 'S1||S2' }], '/0/sources must match pattern'],
  ] as const)('refuse a wrong %s', (kind, data, message) => {
    expect(findErrors(kind, data).join('\n')).toContain(message);
  });
});
