import { parseCalendarDate } from '../../../../../kernel/calendar-date.ts';
import { NAME_LANGUAGES } from '../../../missions/observation-mission.ts';
import { isPhaseKey, isZone, type PlanPhase } from '../../plan.ts';
import type { ShownPlan } from '../../plan-replies.ts';

/** A phase as it is typed. */
export interface DraftPhase {
  readonly key: string;
  /** Whether it is kept already: its key stays then. */
  readonly isKept: boolean;
  readonly name: Readonly<Record<string, string>>;
  /** `21:30`; empty: at the end of the day. */
  readonly dueAt: string;
  readonly dueDays: string;
  readonly forms: readonly string[];
}

/** A plan as it is typed. */
export interface PlanDraft {
  readonly zone: string;
  readonly dayBeginsAt: string;
  readonly phases: DraftPhase[];
}

/** What can be wrong with a plan, by its field. */
export type DraftFault = 'zone' | 'hour' | 'key' | 'key-twice' | 'name' | 'time' | 'days' | 'form-twice';

/** What is wrong with the day of a visit as it is typed; null: nothing. */
export function findDayFault(text: string): 'missing' | 'day' | null {
  if (text.trim() === '') return 'missing';
  return parseCalendarDate(text.trim()) === null ? 'day' : null;
}

/** The plan as it is kept, to be changed. */
export function draftOf(plan: ShownPlan): PlanDraft {
  const phases = plan.phases.map((phase) => {
    return { ...phase, isKept: true, dueAt: phase.dueAt ?? '', dueDays: String(phase.dueDays) };
  });
  return { zone: plan.zone, dayBeginsAt: String(plan.dayBeginsAt), phases };
}

/** Phases that most missions have, named for the people of the mission in every language that the desk speaks. */
export function usualPhases(): DraftPhase[] {
  return [
    newPhase('opening', { en: 'Opening', ru: 'Открытие', az: 'Açılış' }),
    newPhase('voting', { en: 'Voting', ru: 'Голосование', az: 'Səsvermə' }),
    newPhase('closing', { en: 'Closing and count', ru: 'Закрытие и подсчёт', az: 'Bağlanış və sayım' }),
  ];
}

/** A phase to begin with. */
export function newPhase(key = '', name: Readonly<Record<string, string>> = {}): DraftPhase {
  return { key, isKept: false, name, dueAt: '', dueDays: '0', forms: [] };
}

/** What is wrong with a field of the plan itself. */
export function findPlanFaults({ zone, dayBeginsAt }: PlanDraft): ReadonlySet<DraftFault> {
  const found = new Set<DraftFault>();
  if (!isZone(zone.trim())) found.add('zone');
  if (readWhole(dayBeginsAt, 12) === null) found.add('hour');
  return found;
}

/** What is wrong with the phase at that place among the others. */
export function findPhaseFaults(phases: readonly DraftPhase[], at: number): ReadonlySet<DraftFault> {
  const found = new Set<DraftFault>();
  const phase = phases[at];
  if (phase === undefined) return found;
  const others = phases.filter((_, place) => place !== at);
  const key = phase.key.trim();
  if (!isPhaseKey(key)) found.add('key');
  else if (others.some((other) => other.key.trim() === key)) found.add('key-twice');
  if (NAME_LANGUAGES.every((language) => (phase.name[language] ?? '').trim() === '')) found.add('name');
  if (phase.dueAt.trim() !== '' && !/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(phase.dueAt.trim())) found.add('time');
  if (readWhole(phase.dueDays, 7) === null) found.add('days');
  if (phase.forms.some((form) => others.some((other) => other.forms.includes(form)))) found.add('form-twice');
  return found;
}

/** The draft as it is sent; null: something is wrong with it. */
export function readDraft(
  draft: PlanDraft,
): { readonly zone: string; readonly dayBeginsAt: number; readonly phases: readonly PlanPhase[] } | null {
  const isWrong = draft.phases.some((_, at) => findPhaseFaults(draft.phases, at).size > 0);
  if (isWrong || findPlanFaults(draft).size > 0) return null;
  const phases = draft.phases.map(({ key, name, dueAt, dueDays, forms }) => {
    const names = NAME_LANGUAGES.map((language) => [language, (name[language] ?? '').trim()] as const);
    return {
      key: key.trim(),
      name: Object.fromEntries(names.filter(([, text]) => text !== '')),
      dueAt: dueAt.trim() || null,
      dueDays: Number(dueDays),
      forms: [...forms],
    };
  });
  return { zone: draft.zone.trim(), dayBeginsAt: Number(draft.dayBeginsAt), phases };
}

/** A whole number from 0 to `most`; null: it is none. */
function readWhole(text: string, most: number): number | null {
  const number = /^\d{1,2}$/.test(text.trim()) ? Number(text) : null;
  return number !== null && number <= most ? number : null;
}
