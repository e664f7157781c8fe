import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type CheckedForm, checkForm, stemOf } from '../../../features/field/forms/checking/check-form.ts';
import { onDisk } from '../../../platform/db/refusal.ts';
import { readWorkbook } from '../../../xforms/workbook/read-workbook.ts';

/** Reads, converts and compiles a form. @throws Refusal where the file cannot be read. */
export function openFormFile(path: string): CheckedForm {
  const read = readWorkbook(readBytes(path), basename(path));
  if (!read.ok) return { converted: null, compiled: null, faults: read.error };
  return checkForm(read.value, stemOf(basename(path)));
}

/** The bytes of a file of the user. @throws Refusal where they cannot be had. */
export function readBytes(path: string): Uint8Array {
  return onDisk(`Read ${path}`, () => readFileSync(path));
}
