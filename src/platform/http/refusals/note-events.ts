import type { EventActor, Watch } from '../../db/noted/security-event.ts';
import type { Problem, ProblemKind } from '../problem.ts';

/** What a request asked for and who made it, as far as that was known when it ended. */
export interface AskedBy {
  readonly method: string;
  /** With the names of its parts, never with what stands there. */
  readonly path: string;
  readonly actor: EventActor | null;
  readonly source: string;
  readonly at: Date;
}

/** Refusals that are an event wherever they happen. */
const ALWAYS: Partial<Record<ProblemKind, string>> = {
  forbidden: 'access.forbidden',
  'right-missing': 'access.forbidden',
  'cross-site': 'access.cross-site',
  'too-many-attempts': 'access.limited',
  'key-refused': 'access.key-refused',
  'key-scope': 'access.key-scope',
  'not-signed': 'access.not-signed',
};

/** Refusals that are an event where restricted data was asked for: whoever guesses what is there meets these. */
const OF_RESTRICTED: Partial<Record<ProblemKind, string>> = {
  'not-found': 'access.hidden',
  'signed-out': 'access.signed-out',
};

const NOBODY: EventActor = { id: null, name: 'anonymous' };

/** Notes a refusal as an event of security, where it is one. */
export function noteRefusal(watch: Watch, problem: Problem, asked: AskedBy & { readonly isRestricted: boolean }): void {
  const kind = ALWAYS[problem.kind] ?? (asked.isRestricted ? OF_RESTRICTED[problem.kind] : undefined);
  if (kind === undefined) return;
  const { at, source, actor, method, path } = asked;
  const subject = { kind: 'address-here', id: `${method} ${path}` };
  watch.note({ area: 'security', kind, at, actor: actor ?? NOBODY, subject, source });
}

/** What of restricted data was read. */
export interface RestrictedReading {
  /** Worded by `history.action.reading.<what>`. */
  readonly what: string;
  readonly subject: { readonly kind: string; readonly id: string };
}

/** Notes that restricted data was read. */
export function noteReading(watch: Watch, { what, subject }: RestrictedReading, asked: AskedBy): void {
  const { at, source, actor } = asked;
  watch.note({ area: 'reading', kind: `reading.${what}`, at, actor: actor ?? NOBODY, subject, source });
}
