import { api } from '../../../../../platform/ui/api.ts';
import type { ItemTable } from '../../../../../xforms/form/form.ts';
import { filesNamedIn } from '../../checking/named-files.ts';
import { type FileFault, readTables } from '../../checking/publishable.ts';
import type { FormSubject } from '../view/form-subject.ts';

/** The tables that a form reads. */
export interface LoadedTables {
  readonly tables: ReadonlyMap<string, ItemTable>;
  /** Names of files that nobody has given yet; the form is shown as if they were empty. */
  readonly missing: readonly string[];
  readonly faults: readonly FileFault[];
}

/** Fetches what the form reads from beside it. */
export async function loadTables(subject: FormSubject): Promise<LoadedTables> {
  const form = subject.checked.converted?.form;
  const named = form === undefined ? [] : filesNamedIn(form).filter(({ kind }) => kind === 'table');
  const present = named.filter(({ name }) => subject.files.some((file) => file.name === name));
  const contents = await Promise.all(
    present.map(async ({ name }) => {
      const blob = await api.download(`${subject.filesPath}/${encodeURIComponent(name)}`);
      return [name, new Uint8Array(await blob.arrayBuffer())] as const;
    }),
  );
  const missing = named.filter((file) => !present.includes(file)).map(({ name }) => name);
  const read = readTables(named, new Map(contents));
  return read.ok ? { tables: read.value, missing, faults: [] } : { tables: new Map(), missing, faults: read.error };
}
