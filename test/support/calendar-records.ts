import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { CalendarRecords } from '../../src/features/register/calendar/entry.ts';
import {
  type Anchor,
  anchorKind,
  type CalendarRule,
  type Holiday,
  holidayKind,
  ruleKind,
} from '../../src/features/register/calendar/rule.ts';
import { type CandidateStep, candidateStepKind } from '../../src/features/register/candidates/candidate.ts';
import { type Election, electionKind } from '../../src/features/register/election/election.ts';
import { type Cells, readRecord } from '../../src/kernel/record.ts';

/** An election of 7 February 2024 in Baku, called two months before, unless `cells` say otherwise. */
export function electionOf(cells: Cells = {}): Election {
  return readRecord(electionKind, {
    key: 'tested',
    title_en: 'An election',
    country: 'XA',
    kind: 'extraordinary',
    office_en: 'President',
    called_on: '2023-12-07',
    election_day: '2024-02-07',
    timezone: 'Asia/Baku',
    opens: '08:00',
    closes: '19:00',
    ...cells,
  });
}

/** A rule `tested`: on election day, unless `cells` say otherwise. */
export function ruleOf(cells: Cells = {}): CalendarRule {
  return readRecord(ruleKind, {
    key: 'tested',
    phase: 'voting',
    title_en: 'Something is done',
    anchor: 'election_day',
    offset: '0',
    unit: 'day',
    relation: 'on',
    basis: 'sourced',
    ...cells,
  });
}

/** An anchor `tested` that happens once, unless `cells` say otherwise. */
export function anchorOf(cells: Cells = {}): Anchor {
  return readRecord(anchorKind, { key: 'tested', title_en: 'Something happens', per: 'election', ...cells });
}

/** A day off, unless `cells` say otherwise. */
export function holidayOf(date: string, cells: Cells = {}): Holiday {
  return readRecord(holidayKind, { key: `holiday-${date}`, date, working: 'no', ...cells });
}

/** A step of a candidate. */
export function candidateStepOf(cells: Cells): CandidateStep {
  return readRecord(candidateStepKind, { basis: 'sourced', ...cells });
}

/** The records of an election without any rules, and what is given. */
export function recordsOf(records: Partial<CalendarRecords> = {}): CalendarRecords {
  return {
    election: [electionOf()],
    round: [],
    anchor: [],
    'calendar-rule': [],
    holiday: [],
    candidate: [],
    'candidate-step': [],
    ...records,
  };
}

/** A rule of the reference calendar of 2024, as its file has it. */
export interface ReferenceRule {
  readonly id: string;
  readonly title: string;
  readonly anchor: string;
  readonly offset: number;
  readonly unit: string;
  readonly relation: string;
  readonly detail?: string;
  readonly date_2024?: string;
  readonly done_2024?: string;
}

const REFERENCE = new URL('../../../shared/reference/azerbaijan-2024/calendar-rules.yaml', import.meta.url);

/** The reference rules, or null where the reference does not lie beside the project. */
export function readReferenceRules(): readonly ReferenceRule[] | null {
  if (!existsSync(REFERENCE)) return null;
  return (parse(readFileSync(REFERENCE, 'utf8')) as { rules: ReferenceRule[] }).rules;
}

/** A reference rule as a record: hours take their time from the count, weekdays and times from the detail. */
export function recordOfReference(rule: ReferenceRule): CalendarRule {
  const isTimed = rule.unit !== 'hour' && rule.unit !== 'weekday' && rule.detail !== undefined;
  return ruleOf({
    key: rule.id,
    title_en: rule.title,
    anchor: rule.anchor,
    offset: String(rule.offset),
    unit: rule.unit,
    relation: rule.relation,
    ...(isTimed ? { times: (rule.detail ?? '').replaceAll(',', '|') } : {}),
    ...(rule.detail === 'WEDNESDAY' ? { weekday: '3' } : {}),
    ...(rule.done_2024 === undefined ? {} : { done: rule.done_2024 }),
  });
}
