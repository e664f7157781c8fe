import { isUuid, type Uuid } from '../../../kernel/ids.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';

/** Something that somebody did, as the history tells it. */
export interface Act {
  readonly id: Uuid;
  readonly at: Date;
  /** Null: nobody with an account. Then the name is `anonymous`, `console` or that of a part of the program. */
  readonly actorId: Uuid | null;
  readonly actorName: string;
  /** `record.corrected`, `account.invited`, … */
  readonly action: string;
  /** Short name of the election in addresses; null: none. */
  readonly election: string | null;
  readonly subjectKind: string;
  readonly subjectKey: string;
  readonly reason: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Where the next page begins: after the act with that time and id. */
export interface Cursor {
  readonly at: Date;
  readonly id: Uuid;
}

/** The cursor in an address: `2024-02-05T10:00:00.000Z~018d…`. */
export function formatCursor(cursor: Cursor): string {
  return `${cursor.at.toISOString()}~${cursor.id}`;
}

/** The cursor that `text` spells, or an error. */
export function parseCursor(text: string): Result<Cursor, 'cursor'> {
  const [time = '', id = '', ...rest] = text.split('~');
  const at = new Date(time);
  if (rest.length > 0 || !isUuid(id) || Number.isNaN(at.getTime())) return err('cursor');
  return ok({ at, id });
}

/** Columns of the history as a file, in their order. */
export const ACT_COLUMNS = ['at', 'actor', 'action', 'election', 'kind', 'key', 'reason', 'details'] as const;

/** The act as a row of that file; details as JSON, an empty cell where there is nothing. */
export function actCells(act: Act): string[] {
  const details = Object.keys(act.details).length === 0 ? '' : JSON.stringify(act.details);
  const { actorName, action, election, subjectKind, subjectKey, reason } = act;
  return [act.at.toISOString(), actorName, action, election ?? '', subjectKind, subjectKey, reason ?? '', details];
}
