import { api } from '../../../../../../../platform/ui/api.ts';
import type { ShownVersion } from '../../../../arrivals/arrival-replies.ts';
import type { ShownStanding } from '../../../../arrivals/standing-replies.ts';

/** The version that somebody corrects, as they saw it when they began. */
export interface CorrectedVersion {
  /** SHA-256 of it. */
  readonly on: string;
  /** It could not be read, and is typed by hand. */
  readonly isHeld: boolean;
  /** Address of the version of the form within the mission's forms; null: it is to be chosen. */
  readonly form: string | null;
}

/** A correction that was begun and not sent: the browser keeps it beside what is typed. */
export interface BegunCorrection extends CorrectedVersion {
  readonly reason: string;
}

/** Whether a report can be corrected: it begins with the bytes of what stands, which may be deleted; what is held is typed anew. */
export function canBeCorrected(
  { acts, state, version }: Pick<ShownStanding, 'acts' | 'state' | 'version'>,
  versions: readonly Pick<ShownVersion, 'sha256' | 'rawDeletedAt'>[],
): boolean {
  const isDeleted = versions.some(({ sha256, rawDeletedAt }) => sha256 === version && rawDeletedAt !== null);
  return acts.includes('correct') && (state === 'held' || !isDeleted);
}

/** What is corrected where a report stands so. */
export function versionOf({ version, state, form }: ShownStanding): CorrectedVersion {
  const isHeld = state === 'held';
  return { on: version ?? '', isHeld, form: isHeld || form === null ? null : formAddress(form.formId, form.number) };
}

/** Address of a version of a form; null: none was chosen. */
export function formAddress(formId: string, number: number | null): string | null {
  return formId === '' || number === null ? null : `${encodeURIComponent(formId)}/versions/${number}`;
}

/** A report that somebody corrects. */
export interface Corrected {
  readonly account: string;
  /** Of the report, as an address. */
  readonly path: string;
}

/** Names the draft of a correction. */
export function draftKeyOf({ account, path }: Corrected, { on, form }: CorrectedVersion): string {
  return `correct/${account}/${path}/${on}/${form}`;
}

/** Names what is kept of a correction beside its draft, whatever stands: it finds the draft again. */
export function begunKeyOf({ account, path }: Corrected): string {
  return `correct-begun/${account}/${path}`;
}

/** What is corrected, as XML; null: it is typed by hand. */
export async function loadRecord(path: string, { on, isHeld }: CorrectedVersion): Promise<string | null> {
  return isHeld ? null : await (await api.download(`${path}/versions/${on}/raw`)).text();
}
