import { formatClock } from '../../../../../kernel/time/clock-time.ts';
import { findDoubled, type ShownTurnoutSettings, type TurnoutQuestion } from '../../../turnout/turnout.ts';

/** A question as it is typed; '': nothing was said. */
export interface DraftQuestion {
  readonly form: string;
  readonly voted: string;
  readonly at: string;
  readonly registered: string;
}

export type DraftFault = 'form' | 'voted' | 'time' | 'twice';

const TIME = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/;

/** What is there, to be changed; where nothing is, one question of the only form. */
export function draftOf({ questions, forms }: ShownTurnoutSettings): DraftQuestion[] {
  if (questions.length === 0) return [newQuestion([], forms)];
  return questions.map(({ form, voted, at, registered }) => ({
    ...{ form, voted, at: at ?? '', registered: registered ?? '' },
  }));
}

/** One more question: of the form of the last one, or of the only one that asks for numbers. */
export function newQuestion(questions: readonly DraftQuestion[], forms: ShownTurnoutSettings['forms']): DraftQuestion {
  const asking = forms.filter(({ numbers }) => numbers.length > 0);
  const form = questions.at(-1)?.form ?? (asking.length === 1 ? asking[0]?.form : '') ?? '';
  return { form, voted: '', at: '', registered: questions.at(-1)?.registered ?? '' };
}

/** What is wrong with a question. */
export function findFaults(questions: readonly DraftQuestion[], at: number): ReadonlySet<DraftFault> {
  const own = questions[at];
  if (own === undefined) return new Set();
  const read = readQuestion(own);
  const before = questions.slice(0, at).flatMap((one) => readQuestion(one) ?? []);
  return new Set<DraftFault>([
    ...(own.form === '' ? (['form'] as const) : []),
    ...(own.voted === '' ? (['voted'] as const) : []),
    ...(own.at.trim() !== '' && !TIME.test(own.at.trim()) ? (['time'] as const) : []),
    ...(read !== null && findDoubled([...before, read]) !== null ? (['twice'] as const) : []),
  ]);
}

/** What is sent; null: something is missing or wrong. */
export function readDraft(questions: readonly DraftQuestion[]): TurnoutQuestion[] | null {
  const read = questions.map(readQuestion);
  const whole = read.filter((one) => one !== null);
  return whole.length === read.length && findDoubled(whole) === null ? whole : null;
}

function readQuestion({ form, voted, at, registered }: DraftQuestion): TurnoutQuestion | null {
  const found = TIME.exec(at.trim());
  if (form === '' || voted === '' || (at.trim() !== '' && found === null)) return null;
  const time = found === null ? null : formatClock(Number(found[1]) * 60 + Number(found[2]));
  return { form, voted, at: time, registered: registered === '' ? null : registered };
}
