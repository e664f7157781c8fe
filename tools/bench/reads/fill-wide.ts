import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import { settleReports } from '../../../src/features/field/reports/jobs/settle-reports.ts';
import { pickOne, type Seeded, seeded } from '../../../src/kernel/seed.ts';
import { reportedMission } from '../../../test/support/exported-reports.ts';
import { type GivenReport, storeReports } from '../../../test/support/listed-reports.ts';
import { storeItems } from './fill-reports.ts';

/** How much a mission has to hold. */
export interface WideSize {
  readonly reports: number;
  readonly questions: number;
}

export const WIDE_FORM = 'wide';
const STEP = 4_096;
const CHOICES = ['yes', 'no', 'not_observed'];
const WORDS = 'the chair could not say why the list at the entrance differed from the one on the table'.split(' ');

/** Of twenty questions, twelve are a choice, five a number, three a text. */
function typeOf(number: number): 'choice' | 'number' | 'text' {
  const turn = number % 20;
  return turn < 12 ? 'choice' : turn < 17 ? 'number' : 'text';
}

const nameOf = (number: number) => `q_${String(number + 1).padStart(3, '0')}`;

/** Paths of the questions, in their order. */
export function questionsOf({ questions }: Pick<WideSize, 'questions'>): string[] {
  return Array.from({ length: questions }, (_, at) => `/data/${nameOf(at)}`);
}

/** Fills a mission of its own with reports of so many answers that have been read and put into columns. @returns its slug. */
export async function fillWide(sql: Sql, { reports: count, questions }: WideSize): Promise<string> {
  const { missionId, slug, formUuid } = await reportedMission(sql, [sheetsOf(questions)]);
  const form = { missionId, id: formUuid, number: 1 };
  await sql`
    insert into report_progress (mission_id, next_index, standing_index) values (${missionId}, ${count}, ${count})`;
  for (let first = 0; first < count; first += STEP) {
    const random = seeded(`wide ${first}`);
    const reports = Array.from({ length: Math.min(STEP, count - first) }, (): GivenReport => {
      return { id: randomUUID(), answers: answersOf(random, questions), station: String(random.below(6_000)) };
    });
    await storeReports(sql, form, { first, reports });
    await storeItems(sql, missionId, { first, formId: WIDE_FORM });
    while ((await settleReports(sql, missionId, first + STEP >= count ? 1 : undefined)) > 0);
  }
  return slug;
}

function sheetsOf(questions: number) {
  const types = { choice: 'select_one answers', number: 'integer', text: 'text' };
  const rows = Array.from({ length: questions }, (_, at) => [types[typeOf(at)], nameOf(at), `Question ${at + 1}`]);
  return {
    survey: [['type', 'name', 'label'], ...rows],
    choices: [['list_name', 'name', 'label'], ...CHOICES.map((name) => ['answers', name, name])],
    settings: [
      ['form_id', 'form_title', 'version'],
      [WIDE_FORM, 'Wide', '1'],
    ],
  };
}

function answersOf(random: Seeded, questions: number): Record<string, string> {
  const answer = {
    choice: () => pickOne(random, CHOICES),
    number: () => String(random.below(900)),
    text: () => Array.from({ length: 5 }, () => pickOne(random, WORDS)).join(' '),
  };
  return Object.fromEntries(
    Array.from({ length: questions }, (_, at) => [`/data/${nameOf(at)}`, answer[typeOf(at)]()]),
  );
}
