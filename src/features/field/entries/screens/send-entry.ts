import { api } from '../../../../platform/ui/api.ts';
import type { FilledForm } from '../../../../platform/ui/fill-form/filling.ts';
import type { EnteredReport, EntryForm, StoredFile } from '../report-entry.ts';
import type { About } from './about-fields.tsx';

/** What is sent: the record with what was asked beside it. */
export interface Entry {
  readonly form: EntryForm;
  readonly about: About;
  readonly filled: FilledForm;
}

/**
 * Sends the files of an entry and then the entry. It goes by the number in the name of its record, which stays the same
 * however often it is sent.
 */
export async function sendEntry(path: string, { form, about, filled }: Entry): Promise<EnteredReport> {
  const files = [];
  for (const { name, file } of filled.files) {
    const { sha256 } = await api.putFile<StoredFile>(`${path}/entry-files/${crypto.randomUUID()}`, file);
    files.push({ name, sha256, contentType: file.type });
  }
  const note = about.note.trim();
  return await api.post<EnteredReport>(`${path}/entries`, {
    id: idOf(filled),
    form: form.formId,
    number: form.number,
    cameBy: about.cameBy,
    device: about.device === '' ? null : about.device,
    reporter: about.device === '' ? about.reporter.trim() : null,
    note: note === '' ? null : note,
    xml: filled.xml,
    files,
  });
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** The number in the name of a record; another one where its form names records in a way of its own. */
export function idOf({ instanceId }: Pick<FilledForm, 'instanceId'>): string {
  return UUID.exec(instanceId)?.[0].toLowerCase() ?? crypto.randomUUID();
}
