import { api } from '../../../../platform/ui/api.ts';
import { type FilledForm, idOfFilled } from '../../../../platform/ui/fill-form/filling.ts';
import type { EnteredReport, EntryForm, StoredFile } from '../report-entry.ts';
import type { About } from './about-fields.tsx';

/** What is sent: the record with what was asked beside it. */
export interface Entry {
  readonly form: EntryForm;
  readonly about: About;
  readonly filled: FilledForm;
}

/** Sends the files of an entry and then the entry, as often as it takes. */
export async function sendEntry(path: string, { form, about, filled }: Entry): Promise<EnteredReport> {
  const files = [];
  for (const { name, file } of filled.files) {
    const { sha256 } = await api.putFile<StoredFile>(`${path}/entry-files/${crypto.randomUUID()}`, file);
    files.push({ name, sha256, contentType: file.type });
  }
  const note = about.note.trim();
  return await api.postOnce<EnteredReport>(`${path}/entries`, {
    id: idOfFilled(filled),
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
