import { createHash } from 'node:crypto';
import type { ExportAsk } from '../export-job.ts';
import { safeName } from '../formats/safe-name.ts';

const KEY_DIGITS = 6;

interface Named {
  readonly slug: string;
  readonly ask: Pick<ExportAsk, 'formId' | 'query'>;
  readonly endOrdinal: number;
}

/**
 * The name of the file that is handed out, the same for the same reports: mission, form, and how many reports the mission had. Of
 * one that is filtered also how many are in it, and digits that are others for another filter.
 */
export function fileNameOf({ slug, ask, endOrdinal }: Named, written: number, ending: string): string {
  const whole = `${slug}-${safeName(ask.formId)}-${endOrdinal}`;
  if (ask.query === null) return `${whole}.${ending}`;
  const key = createHash('sha256').update(JSON.stringify(ask.query)).digest('hex').slice(0, KEY_DIGITS);
  return `${whole}-filtered-${written}-${key}.${ending}`;
}
