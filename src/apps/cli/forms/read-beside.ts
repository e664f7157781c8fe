import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onDisk, Refusal } from '../../../platform/db/refusal.ts';
import type { ItemTable } from '../../../xforms/form/form.ts';
import { wholeFormFault } from '../../../xforms/form/form-fault.ts';
import { readItems } from '../../../xforms/openrosa/read-items.ts';
import type { Terminal } from '../command.ts';
import { wordFault } from './form-words.ts';

/** What the files hold that a form names and that lie in its folder, by their `src`. @throws Refusal for one that cannot be read. */
export function readBeside(
  sources: readonly string[],
  { folder, terminal }: { readonly folder: string; readonly terminal: Terminal },
): Map<string, ItemTable> {
  const data = new Map<string, ItemTable>();
  for (const src of new Set(sources)) {
    const name = src.slice(src.lastIndexOf('/') + 1);
    if (!existsSync(join(folder, name))) {
      terminal.note(`${name} is not beside the form; what it holds is taken as empty.`);
      continue;
    }
    const read = readItems(
      onDisk(`Read ${join(folder, name)}`, () => readFileSync(join(folder, name), 'utf8')),
      name,
    );
    if (!read.ok) {
      throw new Refusal(`${name}: ${wordFault(wholeFormFault(read.error))}`);
    }
    data.set(src, read.value);
  }
  return data;
}
