import type { Field } from '../../src/kernel/field.ts';
import type { RecordKind } from '../../src/kernel/record.ts';

/** A JSON Schema, as far as it concerns us. */
export type Schema = Readonly<Record<string, unknown>>;

const DRAFT = 'https://json-schema.org/draft/2020-12/schema';
const LANGUAGE = '[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?';
const DAY = '[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])';
const KEY = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}._/\\-]*[\\p{L}\\p{N}])?';

/** What one value looks like, without anchors; the program checks more than a pattern can say (that a day exists). */
const PATTERNS: Readonly<Record<Field<unknown>['type'], string>> = {
  key: KEY,
  reference: KEY,
  text: '\\S(?:[^\\n]*\\S)?',
  list: '[^\\s|](?:[^\\n|]*[^\\s|])?',
  paragraph: '\\S(?:[\\s\\S]*\\S)?',
  localized: '\\S(?:[\\s\\S]*\\S)?',
  integer: '(?:0|-?[1-9][0-9]{0,15})',
  decimal: '-?(?:0|[1-9][0-9]{0,15})(?:\\.[0-9]{1,10})?',
  date: DAY,
  when: `(?:${DAY}(?:/${DAY})?|(?:by|from) ${DAY}|[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?)`,
  time: '(?:[01][0-9]|2[0-3]):[0-5][0-9]',
  choice: '[^\\n]+',
  url: 'https?://[^\\s|]+',
  timezone: '[A-Z][A-Za-z0-9_+/\\-]*',
};

/**
 * The JSON Schema (draft 2020-12) of a file: a CSV file is a list of objects, a YAML file one object; each property is
 * a column, each value the text of a cell; an empty cell is no property.
 */
export function makeSchema(kind: RecordKind): Schema {
  const record = makeRecordSchema(kind);
  const head = { $schema: DRAFT, $id: `${kind.file.replace(/\..*$/, '')}.schema.json`, title: kind.file };
  if (kind.format === 'yaml') return { ...head, description: kind.doc, ...record };
  return { ...head, description: kind.doc, type: 'array', items: record };
}

function makeRecordSchema(kind: RecordKind): Schema {
  const fields = Object.entries(kind.fields);
  const plain = fields.filter(([, field]) => field.type !== 'localized');
  const localized = fields.filter(([, field]) => field.type === 'localized');
  const needed = localized.filter(([, field]) => field.required).map(([name]) => someLanguageOf(name));
  return {
    type: 'object',
    properties: Object.fromEntries(plain.map(([name, field]) => [name, makeCellSchema(field)])),
    patternProperties: Object.fromEntries(
      localized.map(([name, field]) => [`^${name}_${LANGUAGE}$`, makeCellSchema(field)]),
    ),
    additionalProperties: false,
    required: plain.filter(([, field]) => field.required).map(([name]) => name),
    ...(needed.length > 0 ? { allOf: needed } : {}),
  };
}

/** At least one property is `name` in some language: not all names of properties are others. */
function someLanguageOf(name: string): Schema {
  return { not: { propertyNames: { not: { pattern: `^${name}_${LANGUAGE}$` } } } };
}

function makeCellSchema(field: Field<unknown>): Schema {
  const one = PATTERNS[field.type];
  const bounds = {
    ...(field.minimum === null || field.minimum === 0 ? {} : { 'x-minimum': field.minimum }),
    ...(field.maximum === null || field.maximum === Number.MAX_SAFE_INTEGER ? {} : { 'x-maximum': field.maximum }),
  };
  return {
    description: field.doc,
    type: 'string',
    'x-type': field.type,
    ...(field.to === null ? {} : { 'x-refers-to': field.to }),
    ...(field.choices.length > 0 ? { enum: field.choices } : { pattern: field.many ? listOf(one) : `^${one}$` }),
    ...bounds,
    ...(field.type === 'key' ? { maxLength: 100 } : {}),
  };
}

function listOf(one: string): string {
  return `^${one}(?:\\|${one})*$`;
}
