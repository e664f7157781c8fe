import { KIND_NAMES, kindNamed } from '../../src/features/register/records/kinds.ts';
import { makeDictionary } from './make-dictionary.ts';
import { makeSchema } from './make-schema.ts';

/** Every document that is written from the kinds of record: path from the root of the project → text. */
export function makeDocuments(): ReadonlyMap<string, string> {
  const kinds = KIND_NAMES.map(kindNamed);
  const schemas = kinds.map((kind) => {
    const schema = makeSchema(kind);
    return [`docs/schemas/${schema.$id}`, `${JSON.stringify(schema, null, 2)}\n`] as const;
  });
  return new Map([...schemas, ['docs/data-dictionary.md', makeDictionary(kinds)]]);
}
