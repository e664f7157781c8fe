import { err, ok, type Result } from '../../../../kernel/result.ts';
import type { ItemTable } from '../../../../xforms/form/form.ts';
import { type FormFault, wholeFormFault } from '../../../../xforms/form/form-fault.ts';
import { openForm } from '../../../../xforms/instance/open.ts';
import { readItems } from '../../../../xforms/openrosa/read-items.ts';
import type { FormPackage } from '../../../../xforms/package/form-package.ts';
import type { Environment } from '../../../../xforms/xpath/scope.ts';
import type { NamedFile } from './named-files.ts';

/** A file beside a form that cannot be read, or with which the form does not open. */
export interface FileFault {
  readonly file: string;
  readonly fault: FormFault;
}

/** The tables that a form reads, by their `src`, from the contents of the files beside it; those that are missing are left out. */
export function readTables(
  named: readonly NamedFile[],
  contents: ReadonlyMap<string, Uint8Array>,
): Result<ReadonlyMap<string, ItemTable>, readonly FileFault[]> {
  const tables = new Map<string, ItemTable>();
  const faults: FileFault[] = [];
  for (const { name, src } of named.filter(({ kind }) => kind === 'table')) {
    const bytes = contents.get(name);
    if (bytes === undefined) continue;
    const read = readItems(new TextDecoder().decode(bytes), name);
    if (read.ok) tables.set(src, read.value);
    else faults.push({ file: name, fault: wholeFormFault(read.error) });
  }
  return faults.length > 0 ? err(faults) : ok(tables);
}

/** Opens the form once as a phone would. @returns why it does not open, or null. */
export function tryToOpen(compiled: FormPackage, tables: ReadonlyMap<string, ItemTable>): FormFault | null {
  const opened = openForm({ package: compiled, data: tables, environment: STILL });
  return opened.ok ? null : wholeFormFault(opened.error);
}

/** A world in which nothing happens: the outcome is the same each time. */
const STILL: Environment = {
  now: () => 0,
  uuid: () => '00000000-0000-4000-8000-000000000000',
  random: () => 0.5,
  offsetMinutes: () => 0,
  deviceId: 'scrutineer:try',
  username: '',
  email: '',
  phoneNumber: '',
};
