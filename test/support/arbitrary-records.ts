import fc from 'fast-check';
import { KIND_NAMES, type KindName, kindNamed, type RecordSet } from '../../src/features/register/records/kinds.ts';
import type { Field } from '../../src/kernel/field.ts';
import { type Cells, canonicalCells, columnsOf } from '../../src/kernel/record.ts';

const LANGUAGES = ['en', 'ru', 'az', 'az-Cyrl'];

/** Texts that may be stored and that break careless writers: formulas, quotes, breaks, marks, directions. */
const line = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
    fc.string({ unit: fc.constantFrom(...'=+-@\',";|\t\u202e\u0301 a0.#:{}[]&*!%`~'), minLength: 1, maxLength: 12 }),
    fc.constantFrom('=1+1', "'=x", '-5', '+994', 'on', 'null', '08:00', 'Şəki', 'İçərişəhər', 'ё', '#ref', 'a: b'),
  )
  .map((text) => text.replace(/[\p{Cc}\p{Surrogate}]/gu, (found) => (found === '\t' ? found : '')))
  .map((text) => text.normalize('NFC').trim())
  .filter((text) => text !== '' && text === text.normalize('NFC').trim());

const lines = fc.array(line, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('\n'));
const key = fc.stringMatching(/^[A-Za-z0-9ə](?:[a-z0-9._/-]{0,6}[a-z0-9])?$/).map((text) => text.normalize('NFC'));
const part = line.map((text) => text.replaceAll('|', '')).filter((text) => text !== '' && text === text.trim());
const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const time = fc.tuple(fc.nat(23), fc.nat(59)).map((parts) => parts.map((n) => String(n).padStart(2, '0')).join(':'));

/** A cell that the field takes. */
function cellOf(field: Field<unknown>): fc.Arbitrary<string> {
  const single = singleOf(field);
  return field.many ? fc.uniqueArray(single, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('|')) : single;
}

function singleOf(field: Field<unknown>): fc.Arbitrary<string> {
  const [low, high] = [Math.max(field.minimum ?? -90, -90), Math.min(field.maximum ?? 1_000_000, 1_000_000)];
  switch (field.type) {
    case 'key':
    case 'reference':
      return key;
    case 'text':
      return line;
    case 'paragraph':
    case 'localized':
      return lines;
    case 'list':
      return part;
    case 'integer':
      return fc.integer({ min: low, max: high }).map(String);
    case 'decimal':
      return fc.integer({ min: low, max: Math.min(high, 90) }).map((n) => `${n}`);
    case 'date':
      return day;
    case 'when':
      return fc.oneof(
        day,
        day.map((text) => `by ${text}`),
        day.map((text) => text.slice(0, 7)),
      );
    case 'time':
      return time;
    case 'choice':
      return fc.constantFrom(...field.choices);
    case 'url':
      return fc.webUrl();
    case 'timezone':
      return fc.constantFrom('Asia/Baku', 'Europe/Berlin');
  }
}

function recordOf(kind: KindName): fc.Arbitrary<Cells> {
  const described = kindNamed(kind);
  const cells = Object.entries(described.fields).flatMap(([name, field]) =>
    field.type === 'localized'
      ? LANGUAGES.map(
          (language) => [`${name}_${language}`, optional(lines, field.required && language === 'en')] as const,
        )
      : [[name, optional(cellOf(field), field.required)] as const],
  );
  return fc.record(Object.fromEntries(cells)).map((record) => canonicalCells(described, record as Cells));
}

function optional(cell: fc.Arbitrary<string>, isRequired: boolean): fc.Arbitrary<string> {
  return isRequired ? cell : fc.oneof(fc.constant(''), cell);
}

/** Sets of records whose every cell can be read, with keys that are unique in their file; references lead anywhere. */
export const arbitraryRecords: fc.Arbitrary<RecordSet> = fc
  .record(
    Object.fromEntries(
      KIND_NAMES.map((kind) => {
        const count = kind === 'election' ? { minLength: 1, maxLength: 1 } : { maxLength: 3 };
        const rows = fc.uniqueArray(recordOf(kind), { ...count, selector: (cells) => cells[kindNamed(kind).key] });
        return [kind, rows];
      }),
    ),
  )
  .map((records) => records as RecordSet);

/** Columns of files as people leave them: in any order, some without a single cell. */
export const arbitraryColumns: fc.Arbitrary<Partial<Record<KindName, string[]>>> = fc.record(
  Object.fromEntries(
    KIND_NAMES.map((kind) => [kind, fc.shuffledSubarray(columnsOf(kindNamed(kind), LANGUAGES), { minLength: 1 })]),
  ),
  { requiredKeys: [] },
) as fc.Arbitrary<Partial<Record<KindName, string[]>>>;
