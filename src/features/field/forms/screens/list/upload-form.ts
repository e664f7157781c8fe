import { api } from '../../../../../platform/ui/api.ts';
import type { PickedFile } from '../../../../../platform/ui/parts/fields/dropped-files.ts';
import type { SavedDraft } from '../../form-replies.ts';

/** What a form is sent as; everything else that is dropped with it goes beside it. */
const WORKBOOK = /\.(xlsx|xls|md)$/i;

/** Sends a form with what lies beside it: the workbook first, as the server expects it. */
export function uploadForm(path: string, files: readonly PickedFile[]): Promise<SavedDraft> {
  const workbook = files.find(({ file }) => WORKBOOK.test(file.name)) ?? files[0];
  const body = new FormData();
  for (const picked of files) if (picked === workbook) body.append('file', picked.file, picked.file.name);
  for (const picked of files) if (picked !== workbook) body.append('file', picked.file, picked.file.name);
  return api.upload<SavedDraft>(path, body);
}
