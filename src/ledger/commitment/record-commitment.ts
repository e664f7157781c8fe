import { areSameBytes, compareBytes } from '../../kernel/bytes/compare.ts';
import { HASH_BYTES } from '../../kernel/bytes/hash.ts';
import { encodeUtf8 } from '../../kernel/bytes/utf8.ts';
import { EMPTY_RANGE, growRange, rootOfRange } from '../merkle/compact-range.ts';
import { proveInclusion, spanHashOfLeaves } from '../merkle/prove.ts';
import { type Hash, hashLeaf } from '../merkle/tree-hash.ts';
import { verifyInclusion } from '../merkle/verify.ts';
import { isCanonicalValue, type JsonValue } from './canonical-json.ts';
import { commitField, isFieldName, type OpenedField, type RecordKey, SALT_BYTES, saltsOf } from './field-commitment.ts';

/** The fields of one version of a record: name → value. */
export type RecordFields = ReadonlyMap<string, JsonValue>;

/** One field opened by itself: nothing else of the record is told but how many fields it has. */
export interface FieldOpening extends OpenedField {
  readonly index: number;
  readonly size: number;
  readonly proof: readonly Hash[];
}

/** A field as it stands in a published record: opened, or its commitment alone. */
export type DisclosedField = OpenedField | { readonly commitment: Hash };

/**
 * The root of a record's field commitments, which its leaf in the log states: the tree of RFC 6962 over the commitments,
 * in the order of the names' UTF-8.
 *
 * @throws RangeError as `commitField`.
 */
export function commitRecord(key: RecordKey, fields: RecordFields): Hash {
  return rootOfHashes(openAll(key, fields).map((field) => hashLeaf(commitField(field))));
}

/** Opens one field of a record; null where there is none of the name. Errors as of `commitRecord`. */
export function openField(key: RecordKey, fields: RecordFields, name: string): FieldOpening | null {
  const all = openAll(key, fields);
  const index = all.findIndex((field) => field.name === name);
  const field = all[index];
  if (field === undefined) return null;
  const hashOf = spanHashOfLeaves(all.map((each) => hashLeaf(commitField(each))));
  return { ...field, index, size: all.length, proof: proveInclusion(index, all.length, hashOf) };
}

/** Whether an opened field is one of the record whose leaf states this root; false for whatever is malformed. */
export function verifyFieldOpening(opening: FieldOpening, root: Hash): boolean {
  if (!isWellFormed(opening)) return false;
  const { index, size, proof } = opening;
  return verifyInclusion({ index, leafHash: hashLeaf(commitField(opening)), proof }, { size, root });
}

/** The record as it may be published: fields that are not for the public are commitments alone. Errors as of `commitRecord`. */
export function discloseRecord(
  key: RecordKey,
  fields: RecordFields,
  isPublic: (name: string) => boolean,
): DisclosedField[] {
  return openAll(key, fields).map((field) => (isPublic(field.name) ? field : { commitment: commitField(field) }));
}

/**
 * Whether a published record is the one whose leaf states this root, no field altered, added, left out or opened twice;
 * false for whatever is malformed.
 */
export function verifyDisclosure(disclosed: readonly DisclosedField[], root: Hash): boolean {
  const opened = disclosed.filter((field) => 'name' in field);
  const names = opened.map(({ name }) => encodeUtf8(name));
  const isRising = names.every((name, at) => at === 0 || compareBytes(names[at - 1] ?? name, name) < 0);
  if (!isRising || !opened.every(isWellFormed)) return false;
  const commitments = disclosed.map((field) => ('name' in field ? commitField(field) : field.commitment));
  if (!commitments.every((commitment) => commitment.length === HASH_BYTES)) return false;
  return areSameBytes(rootOfHashes(commitments.map(hashLeaf)), root);
}

function openAll(key: RecordKey, fields: RecordFields): OpenedField[] {
  const saltOf = saltsOf(key);
  return [...fields]
    .map(([name, value]) => ({ name, value, salt: saltOf(name), bytes: encodeUtf8(name) }))
    .sort((one, other) => compareBytes(one.bytes, other.bytes))
    .map(({ name, value, salt }) => ({ name, value, salt }));
}

function rootOfHashes(leafHashes: readonly Hash[]): Hash {
  return rootOfRange(growRange(EMPTY_RANGE, leafHashes));
}

function isWellFormed({ name, value, salt }: OpenedField): boolean {
  return isFieldName(name) && isCanonicalValue(value) && salt.length === SALT_BYTES;
}
