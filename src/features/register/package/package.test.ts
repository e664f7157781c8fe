import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryColumns, arbitraryRecords } from '../../../../test/support/arbitrary-records.ts';
import { KIND_NAMES, type KindName, type RecordSet } from '../records/kinds.ts';
import { checkPackage, indexCurrent } from './check-package.ts';
import { openPackage } from './files/open-package.ts';
import { packPackage, writeFiles } from './files/pack-package.ts';
import { placeRecords } from './place-records.ts';
import type { RememberedColumns } from './plan-import.ts';

const textOf = (files: readonly { name: string; bytes: Uint8Array }[]) =>
  files.map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)]);

/** The records and columns that a package holds. */
async function read(files: readonly { path: string; bytes: Uint8Array }[]) {
  const opened = await openPackage(files);
  const placed = opened.tables.map((table) => placeRecords(table, new Map()));
  const issues = [...opened.issues, ...placed.flatMap((table) => table.issues)];
  const records = Object.fromEntries(
    placed.map(({ table, records: rows }) => [table.kind, rows.map(({ cells }) => cells)]),
  ) as RecordSet;
  const columns = Object.fromEntries(
    opened.tables.map(({ kind, columns: names, places }) => [
      kind,
      names.filter((name) => places.get(name)?.file !== 'README.md'),
    ]),
  ) as RememberedColumns;
  return { records, columns, issues };
}

describe('a package that is written', () => {
  it('is read back with every cell, and written again to the same bytes', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryRecords, arbitraryColumns, async (records, remembered) => {
        const files = writeFiles(records, remembered);
        const again = await read(files.map(({ name, bytes }) => ({ path: name, bytes })));
        expect(again.issues.filter(({ code }) => !['column-missing', 'election-key'].includes(code))).toEqual([]);
        for (const kind of KIND_NAMES) expect(sorted(kind, again.records)).toEqual(sorted(kind, records));
        expect(textOf(writeFiles(again.records, again.columns))).toEqual(textOf(files));
      }),
      { numRuns: 100 },
    );
  });

  it('EXP-07: is the same archive each time', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryRecords, async (records) => {
        const archive = packPackage('an-election', writeFiles(records, {}));
        expect(packPackage('an-election', writeFiles(records, {}))).toEqual(archive);
        const again = await read([{ path: 'some name.zip', bytes: archive }]);
        for (const kind of KIND_NAMES) expect(sorted(kind, again.records)).toEqual(sorted(kind, records));
      }),
      { numRuns: 20 },
    );
  });
});

describe('the example election', () => {
  const folder = fileURLToPath(new URL('../../../../examples/azerbaijan-2024', import.meta.url));
  const files = readdirSync(folder).map((name) => ({ path: name, bytes: readFileSync(join(folder, name)) }));

  it('holds no error', async () => {
    const { issues } = checkPackage(await openPackage(files), indexCurrent([]));
    expect(issues.listed.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('is written back byte for byte', async () => {
    const { records, columns } = await read(files);
    const written = textOf(writeFiles(records, columns));
    expect(Object.fromEntries(written)).toEqual(
      Object.fromEntries(textOf(files.map(({ path, bytes }) => ({ name: path, bytes })))),
    );
  });
});

/** The rows of a kind; an empty list and none are alike. */
function sorted(kind: KindName, records: RecordSet) {
  return (records[kind] ?? []).map((cells) => Object.entries(cells).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const ELECTION = `key: nowhere-2031
title_en: Election of the Lighthouse Keeper
country: XA
kind: ordinary
office_en: Lighthouse Keeper
election_day: "2031-03-09"
timezone: Europe/Berlin
opens: "08:00"
closes: "20:00"
`;

async function check(files: Readonly<Record<string, string | Uint8Array>>) {
  const all = { 'election.yaml': ELECTION, ...files };
  const given = Object.entries(all).map(([path, content]) => ({
    path,
    bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
  }));
  const opened = await openPackage(given);
  const { issues } = checkPackage(opened, indexCurrent([]));
  return issues.listed.map((issue) => [issue.code, issue.file, issue.row, issue.column]);
}

describe('bad input', () => {
  it('names a wrong date by file, row and column', async () => {
    const rounds = 'key,number,day,status\nr1,1,2031-03-09,held\nr2,2,2031-02-30,planned\n';
    expect(await check({ 'rounds.csv': rounds })).toEqual([['date', 'rounds.csv', 3, 'day']]);
  });

  it('names both rows of a code that stands twice, NFC and NFD being one (TXT-05)', async () => {
    const composed = 'é1'.normalize('NFC');
    const places = `code,level\n${composed},country\nx,country\n${composed.normalize('NFD')},country\n`;
    const opened = await openPackage([
      { path: 'election.yaml', bytes: new TextEncoder().encode(ELECTION) },
      { path: 'places.csv', bytes: new TextEncoder().encode(places) },
    ]);
    const { issues } = checkPackage(opened, indexCurrent([]));
    expect(issues.listed).toMatchObject([
      { code: 'row-twice', row: 4, column: 'code', parameters: { found: composed, row: 2 } },
    ]);
  });

  it('names each reference that leads nowhere', async () => {
    const places = 'code,parent,level,sources\na,,country,S1|S2\nb,z,region,\n';
    expect(await check({ 'places.csv': places, 'sources.csv': 'key,publisher\nS1,X\n' })).toEqual([
      ['reference', 'places.csv', 2, 'sources'],
      ['reference', 'places.csv', 3, 'parent'],
    ]);
  });

  it('names columns that the file must not or must have once, not in every row', async () => {
    const sources = 'key,Publisher,__proto__,constructor\nS1,X,y,z\nS2,X,y,z\n';
    expect(await check({ 'sources.csv': sources })).toEqual([
      ['unknown-column', 'sources.csv', 1, 'Publisher'],
      ['unknown-column', 'sources.csv', 1, '__proto__'],
      ['unknown-column', 'sources.csv', 1, 'constructor'],
      ['column-missing', 'sources.csv', 1, 'publisher'],
    ]);
  });

  it('names files that do not belong, and spreadsheets with advice', async () => {
    expect(await check({ 'notes.txt': 'x', 'places.xlsx': 'PK', 'Places.csv': 'code\n' })).toEqual([
      ['file-unknown', 'notes.txt', null, null],
      ['file-spreadsheet', 'places.xlsx', null, null],
      ['file-unknown', 'Places.csv', null, null],
    ]);
  });

  it('HTTP-07: never takes a path that climbs for a name', async () => {
    expect(await check({ '../../etc/cron.d/x': 'boo' })).toEqual([['path', '../../etc/cron.d/x', null, null]]);
  });

  it('reads a file that is not UTF-8 neither way, and does not blame what refers to it', async () => {
    const sources = Uint8Array.from([...new TextEncoder().encode('key,publisher\nS1,'), 0xc3, 0xe0, 0xe7, 0xe5, 0x0a]);
    const places = 'code,level,sources\na,country,S1\n';
    expect(await check({ 'sources.csv': sources, 'places.csv': places })).toEqual([
      ['encoding-looks-like', 'sources.csv', 2, null],
    ]);
  });

  it('names a line of election.yaml, and a package without it', async () => {
    expect(await check({ 'election.yaml': ELECTION.replace('2031-03-09', '9 March') })).toEqual([
      ['date', 'election.yaml', 6, 'election_day'],
    ]);
    const opened = await openPackage([{ path: 'rounds.csv', bytes: new TextEncoder().encode('key\n') }]);
    expect(opened.issues.map(({ code }) => code)).toEqual(['election-missing']);
  });

  it('lists a thousand issues and counts the rest', async () => {
    const rows = Array.from({ length: 1_500 }, (_, index) => `S${index},`).join('\n');
    const opened = await openPackage([
      { path: 'election.yaml', bytes: new TextEncoder().encode(ELECTION) },
      { path: 'sources.csv', bytes: new TextEncoder().encode(`key,publisher\n${rows}\n`) },
    ]);
    const { issues } = checkPackage(opened, indexCurrent([]));
    expect([issues.listed.length, issues.errors]).toEqual([1_000, 1_500]);
  });
});
