import type { z } from 'zod';
import { parseInput, readJson } from '../../../../platform/http/input.ts';
import { readUpload, type UploadedFile } from '../../../../platform/http/multipart.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { createGate } from '../../../../platform/jobs/gate.ts';
import { FORM_FILE_LIMITS, isFormFileName } from '../checking/named-files.ts';
import { findExcess } from '../checking/workbook-excess.ts';
import { LARGE_BODY_BYTES, WORKBOOK_BODY_BYTES } from '../contract.ts';
import { refusedForm } from './form-door.ts';
import type { RunFormJob } from './jobs/form-jobs.ts';

/** Cells, with rows and sheets: more than a workbook may have, so that the workbook's own limits are the ones that are told. */
const WORKBOOK_VALUES = 3_000_000;

/** A form that somebody gave, with the files that came along. */
export interface GivenDraft {
  /** The workbook as JSON. */
  readonly workbook: string;
  /** The id that the workbook gives the form. */
  readonly formId: string;
  readonly sourceName: string;
  readonly beside: readonly { readonly name: string; readonly content: Uint8Array }[];
}

/** Reads an upload: its first file is the form, the others go beside it. */
export async function readGivenFiles(request: Request, run: RunFormJob): Promise<GivenDraft> {
  const { fileBytes, files: most } = FORM_FILE_LIMITS;
  const { files } = await readUpload(request, { files: most, fileBytes, totalBytes: fileBytes * 5 });
  const [first, ...others] = files;
  if (first === undefined)
    throw new Problem('invalid-input', {}, [{ code: 'required', parameters: {}, column: 'file' }]);
  const sourceName = nameOf(first);
  const beside = others.map((file) => ({ name: nameOf(file), content: file.bytes }));
  const read = await run('read', { bytes: first.bytes, sourceName });
  return { ...read, sourceName, beside };
}

/** A text of 40 MB takes several hundred megabytes on its way to a workbook. */
const LARGE_BODIES = createGate(2, 20);

/**
 * Reads JSON that holds a workbook, and makes what is wanted of it.
 *
 * @throws Problem `form-refused` where the workbook is larger than a file might be, `invalid-input`, `too-slow` where too many
 * large ones are being read.
 */
export async function readWorkbookBody<B, T>(request: Request, schema: z.ZodType<B>, make: (body: B) => T): Promise<T> {
  const read = async () => {
    const json = await readJson(request, WORKBOOK_BODY_BYTES, WORKBOOK_VALUES);
    const excess = json instanceof Object && 'workbook' in json ? findExcess(json.workbook) : null;
    if (excess !== null) throw refusedForm([excess]);
    return make(parseInput(schema, json));
  };
  const announced = request.headers.get('content-length');
  const isLarge = announced === null || Number(announced) > LARGE_BODY_BYTES;
  return isLarge ? await LARGE_BODIES.pass(read) : await read();
}

function nameOf({ path }: UploadedFile): string {
  const name = path.split(/[/\\]/).at(-1) ?? '';
  if (isFormFileName(name)) return name;
  throw new Problem('invalid-input', {}, [{ code: 'form-file-name', parameters: { found: name }, column: 'file' }]);
}
