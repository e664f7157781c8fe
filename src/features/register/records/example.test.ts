import { beforeAll, describe, expect, it } from 'vitest';
import {
  listExampleFiles,
  loadExample,
  loadExampleRecords,
  readExampleFile,
} from '../../../../test/support/example.ts';
import { arrangeClaims } from '../claims/claim-set.ts';
import { findContradictions, matchDiscrepancies } from '../claims/contradictions.ts';
import { computeFigures } from '../claims/figures.ts';
import { openPackage } from '../package/files/open-package.ts';
import { writeFiles } from '../package/files/pack-package.ts';
import { README_FILE } from '../package/package.ts';
import { placeRecords } from '../package/place-records.ts';
import { checkRecords } from './check.ts';
import { type ElectionFile, KIND_NAMES, kindNamed, type RecordSet } from './kinds.ts';

let records: RecordSet;
let file: ElectionFile;

beforeAll(async () => {
  records = await loadExampleRecords();
  file = await loadExample();
});

it('can be read whole, every reference resolves, and no rule objects', () => {
  expect(checkRecords(records).filter(({ severity }) => severity === 'error')).toEqual([]);
});

it('is a package without fault, and is written back to the byte', async () => {
  const files = listExampleFiles().map((path) => ({ path, bytes: readExampleFile(path) }));
  const opened = await openPackage(files);
  const placed = opened.tables.map((table) => placeRecords(table, new Map()));
  expect([...opened.issues, ...placed.flatMap(({ issues }) => issues)]).toEqual([]);
  const read = placed.map(({ table, records: rows }) => [table.kind, rows.map(({ cells }) => cells)]);
  const columns = opened.tables.map(({ kind, columns: names, places }) => [
    kind,
    names.filter((name) => places.get(name)?.file !== README_FILE),
  ]);
  const written = writeFiles(Object.fromEntries(read), Object.fromEntries(columns));
  const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  expect(Object.fromEntries(written.map(({ name, bytes }) => [name, textOf(bytes)]))).toEqual(
    Object.fromEntries(files.map(({ path, bytes }) => [path, textOf(bytes)])),
  );
});

it('has no column without a cell but in a file without rows', () => {
  for (const name of KIND_NAMES) {
    const rows = records[name] ?? [];
    const header = new TextDecoder().decode(readExampleFile(kindNamed(name).file)).split('\n')[0] ?? '';
    const empty = header.split(',').filter((column) => !rows.some((cells) => cells[column] !== undefined));
    if (rows.length > 0 && name !== 'election') expect([name, empty]).toEqual([name, []]);
  }
});

it('says of every statement what it rests on', () => {
  const statements = KIND_NAMES.flatMap((name) => (records[name] ?? []).filter(({ basis }) => basis !== undefined));
  expect(statements.length).toBeGreaterThan(300);
  const bare = statements.filter(({ basis, sources, provisions, url }) => {
    return basis === 'sourced' && !sources && !provisions && !url;
  });
  expect(bare).toEqual([]);
});

it('fills in no gap, and computes what is derived', () => {
  for (const claim of file.claim) {
    expect([claim.key, claim.value === null]).toEqual([claim.key, claim.basis === 'gap']);
    expect([claim.key, claim.formula !== null]).toEqual([claim.key, claim.kind === 'derived']);
  }
  expect(file.claim.filter(({ basis }) => basis === 'gap').map(({ key }) => key)).toEqual([
    'voters.final-lists.published',
    'complaints.cec',
    'odihr.stations',
    'odihr.negative-share',
    'ipa-cis.stations',
    'cis.stations',
    'sco.size',
    'emds.size',
    'emds.stations',
  ]);
});

it('spells no person in a way that is not in the sources', () => {
  for (const cells of records.candidate ?? []) {
    const names = Object.keys(cells).filter((column) => column.startsWith('name_'));
    expect(names).toEqual(['name_en', 'name_az']);
  }
});

it('words what is ours in three languages', () => {
  const ours = [
    'subject',
    'calendar-rule',
    'anchor',
    'actor',
    'act',
    'event',
    'discrepancy',
    'protocol-field',
  ] as const;
  for (const kind of ours) {
    const field = kind === 'actor' ? 'name' : kind === 'protocol-field' ? 'meaning' : 'title';
    const missing = (records[kind] ?? []).filter((cells) =>
      ['en', 'ru', 'az'].some((language) => cells[`${field}_${language}`] === undefined),
    );
    expect([kind, missing]).toEqual([kind, []]);
  }
});

describe('contradictions', () => {
  const find = () => {
    const set = arrangeClaims(file.subject, file.claim);
    return findContradictions(set, computeFigures(set));
  };

  it('finds the eleven that are known, and the share that the press rounded wrongly', () => {
    expect(file.discrepancy.length).toBe(12);
    expect(matchDiscrepancies(file.discrepancy, find()).missed).toEqual([]);
  });

  it('finds besides only figures that are counted in different things', () => {
    const contradictions = find();
    const { found } = matchDiscrepancies(file.discrepancy, contradictions);
    const others = contradictions.filter(({ id }) => !found.has(id));
    expect(others.map(({ id, reasons }) => [id, ...reasons.map(({ code }) => code)])).toEqual([
      ['voters.abroad.able', 'other-denominator'],
      ['media.organisations.s37', 'counted-differently'],
      ['odihr.size.cec', 'counted-differently'],
    ]);
  });

  it('computes every figure that has a formula', () => {
    const set = arrangeClaims(file.subject, file.claim);
    const failed = computeFigures(set).filter(({ result }) => !result.ok);
    expect(failed.map(({ subject, result }) => [subject.key, result])).toEqual([]);
  });
});
