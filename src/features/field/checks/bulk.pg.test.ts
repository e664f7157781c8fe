import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type GivenReport, reportedMission } from '../../../../test/support/exported-reports.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { FORM, NAMES, QUESTIONS, rules, SUBJECTS, someReports } from '../../../../test/support/random-rules.ts';
import { settleRows } from '../../../platform/columns/settle-rows.ts';
import { cellsOf } from '../reports/arrivals/list/report-row.ts';
import { loadReportRows, markSettled } from '../reports/store/list/load-rows.ts';
import { judgeRule, type Verdict } from './rule/judge-rule.ts';
import { nameValues } from './rule/name-values.ts';
import { readRule } from './rule/read-rule.ts';
import type { Rule } from './rule/term.ts';
import { answerQuery, type BulkOrder, type BulkQuery } from './store/bulk/answer-query.ts';
import { columnQuery } from './store/bulk/column-query.ts';
import { countVerdicts } from './store/bulk/run-bulk.ts';
import { isInSubset } from './store/bulk/subset.ts';

const { sql } = await testDatabase();

/** The register of the test, as the engine gets it: station → figures. */
const FIGURES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '1': { 'official.voters.registered': '2', 'station.district': 'D', 'station.kind': 'permanent' },
  '2': { 'official.voters.registered': '100', 'station.district': 'E' },
  // Two authorities say different things of it.
  '3': { 'station.district': 'D' },
  é: { 'station.district': 'D', 'official.voters.registered': '3' },
};

interface Filled extends Omit<BulkOrder, 'rule' | 'otherUuid'> {
  readonly reports: readonly GivenReport[];
}

async function makeElection(): Promise<string> {
  const id = randomUUID();
  await sql`insert into election (id, slug, visibility, created_at) values (${id}, ${`e-${id.slice(0, 8)}`}, 'private', now())`;
  const records: [kind: string, key: string, cells: Record<string, string>][] = [
    ['place', 'C', { level: 'country' }],
    ['place', 'D', { level: 'district', parent: 'C' }],
    ['place', 'E', { level: 'district', parent: 'C' }],
    ['place', 'R', { level: 'constituency', parent: 'D' }],
    ['place', '1', { level: 'precinct', parent: 'R', station: 'permanent' }],
    ['place', '2', { level: 'precinct', parent: 'E' }],
    ['place', '3', { level: 'precinct', parent: 'D' }],
    ['place', 'é', { level: 'precinct', parent: 'D' }],
    ['claim', 'a', { subject: 'voters.registered', place: '1', value: '9', kind: 'official', unit: 'count' }],
    [
      'claim',
      'b',
      { subject: 'voters.registered', place: '1', value: '2', kind: 'official', unit: 'count', supersedes: 'a' },
    ],
    ['claim', 'c', { subject: 'voters.registered', place: '2', value: '100', kind: 'official', unit: 'count' }],
    ['claim', 'd', { subject: 'voters.registered', place: '2', value: '7', kind: 'quoted', unit: 'count' }],
    ['claim', 'e', { subject: 'voters.registered', place: '3', value: '5', kind: 'official', unit: 'count' }],
    ['claim', 'f', { subject: 'voters.registered', place: '3', value: '6', kind: 'official', unit: 'count' }],
    ['claim', 'g', { subject: 'voters.registered', place: 'é', value: '3', kind: 'official', unit: 'count' }],
    [
      'claim',
      'h',
      { subject: 'voters.registered', place: 'é', value: '8', kind: 'official', unit: 'count', bound: 'about' },
    ],
  ];
  for (const [at, [kind, key, cells]] of records.entries()) {
    await sql`
      insert into record (election_id, kind, key, version, withdrawn, cells, position, search)
      values (${id}, ${kind}, ${key}, 1, false, ${sql.json(cells)}, ${at}, '')`;
  }
  return id;
}

/** Lays reports into chunks as the reading thread does, but for every fifth, which has changed since. */
async function settle(missionId: string, ids: readonly string[]): Promise<void> {
  await sql.begin(async (transaction) => {
    const rows = await loadReportRows(
      transaction,
      ids.filter((_, at) => at % 5 !== 0),
    );
    await settleRows(
      transaction,
      missionId,
      rows.map((row) => ({ ordinal: row.ordinal, cells: cellsOf(row) })),
    );
    await markSettled(transaction, rows);
  });
}

async function fill(reports: readonly GivenReport[]): Promise<Filled> {
  const mission = await reportedMission(sql);
  const electionId = await makeElection();
  await sql`update mission set election_id = ${electionId} where id = ${mission.missionId}`;
  const ids = await mission.add(reports);
  await settle(mission.missionId, ids);
  return { missionId: mission.missionId, electionId, formUuid: mission.formUuid, reports };
}

function read(expression: string): Rule {
  const rule = readRule(expression, {
    form: FORM,
    other: expression.includes('${other.') ? FORM : null,
    subjects: SUBJECTS,
  });
  if (!rule.ok) throw new Error(`${expression}: ${JSON.stringify(rule.error)}`);
  return rule.value;
}

function figuresOf(station: string | null | undefined): ReadonlyMap<string, string> {
  return new Map(Object.entries(FIGURES[station ?? ''] ?? {}));
}

/** What the engine says of each report, by ordinal; null: it is not judged. */
function judged(rule: Rule, { reports }: Filled): (Verdict | null)[] {
  return reports.map((report, own) => {
    if ((report.state ?? 'read') !== 'read') return null;
    const isOther = (other: GivenReport, at: number) =>
      at !== own &&
      (other.state ?? 'read') === 'read' &&
      other.station === report.station &&
      report.station !== null &&
      other.deviceId !== report.deviceId;
    const others = reports.filter(isOther).map(({ answers }) => answers ?? {});
    const { station = null, answers } = report;
    return judgeRule(rule, nameValues(rule, { answers: answers ?? {}, station, figures: figuresOf(station), others }));
  });
}

async function asked({ text, values }: BulkQuery): Promise<Map<number, Verdict | null>> {
  const rows = await sql.unsafe<{ ordinal: number; verdict: Verdict | null }[]>(text, values as string[]);
  return new Map(rows.map(({ ordinal, verdict }) => [ordinal, verdict]));
}

/** Compares what both ways say; what the query leaves to the engine is let pass, and counted. */
async function compareBoth(expression: string, filled: Filled): Promise<{ left: number; decided: number }> {
  const rule = read(expression);
  expect([expression, isInSubset(rule)]).toEqual([expression, true]);
  const wanted = judged(rule, filled);
  const order: BulkOrder = { ...filled, rule, otherUuid: rule.readsOther ? filled.formUuid : null };
  const said = [await asked(answerQuery(order, () => 'true'))];
  if (!rule.readsOther) {
    const [inColumns, changed] = [
      await asked(columnQuery(order)),
      await asked(answerQuery(order, () => 'not p.is_settled')),
    ];
    expect(inColumns.size + changed.size).toBe(wanted.filter((verdict) => verdict !== null).length);
    said.push(new Map([...inColumns, ...changed]));
  }
  let [left, decided] = [0, 0];
  for (const [at, verdict] of wanted.entries()) {
    for (const verdicts of said) {
      const found = verdicts.get(at);
      const context = `${expression} of ${JSON.stringify(filled.reports[at])}`;
      if (found === null) left += 1;
      else if (found !== undefined) decided += 1;
      if (found !== null) expect([context, found ?? null]).toEqual([context, verdict]);
    }
  }
  return { left, decided };
}

let filled: Filled;
beforeAll(async () => {
  filled = await fill(someReports(4711, 240));
});

describe('a rule in SQL says what the engine says', () => {
  test('of other reports of the station, those of other devices where the form is the same', async () => {
    for (const expression of [
      '${other.n1} != ${n1}',
      "${other.c1} = 'yes' and ${c1} = 'no'",
      '${other.n2} + ${n2} > ${station.registered}',
      "${other.t1} = '' or contains(${other.t1}, ${t1})",
    ]) {
      const { decided, left } = await compareBoth(expression, filled);
      expect([expression, decided > left]).toEqual([expression, true]);
    }
  });

  test('and counts it, the last ones first', async () => {
    const rule = read('${n3} >= 100');
    const wanted = judged(rule, filled);
    const of = (verdict: Verdict) => wanted.flatMap((one, at) => (one === verdict ? [at] : []));
    const counts = await countVerdicts(sql, { ...filled, rule, otherUuid: null }, 7);
    expect(counts).toEqual({
      ok: of('ok').length,
      flagged: of('flagged').length,
      missing: of('missing').length,
      first: of('flagged').reverse().slice(0, 7),
      left: [],
    });
  });

  test('of whatever answers, and whatever rule of the subset', async () => {
    let [left, decided] = [0, 0];
    await fc.assert(
      fc.asyncProperty(rules, async (expression) => {
        const counts = await compareBoth(expression, filled);
        left += counts.left;
        decided += counts.decided;
      }),
      { numRuns: 150, seed: 2024 },
    );
    // It would be no test where nearly all is left to the engine.
    expect(decided).toBeGreaterThan(left * 2);
  });
});

/** By hand: an expression, the answers by name, and what it says of them; `left`: the query leaves it to the engine. */
const GOLDEN: readonly [
  expression: string,
  answers: Readonly<Record<string, string>>,
  verdict: Verdict,
  left?: 'left',
][] = [
  ['${n1} + ${n2} = 3.5', { n1: '3', n2: '.5' }, 'flagged'],
  ['${n1} - ${n2} = 0.1', { n1: '0.3', n2: '0.2' }, 'ok'],
  ['${n1} * ${n2} = 7', { n1: '3.5', n2: '2' }, 'flagged'],
  ['${n1} div ${n2} = 2.5', { n1: '5', n2: '2' }, 'flagged'],
  ['${n1} div ${n2} > 100', { n1: '5', n2: '0' }, 'flagged', 'left'],
  ['${n1} div ${n2} > 100', { n1: '0', n2: '0' }, 'ok', 'left'],
  ['${n1} = 7', { n1: '007' }, 'flagged'],
  ['${n1} != 7', { n1: '' }, 'missing'],
  ['${n1} > 1', { n1: '1e3' }, 'ok', 'left'],
  ['${n1} <= ${n2} and ${n2} >= ${n1}', { n1: '2', n2: '2.0' }, 'flagged'],
  ['${n1} < ${n2}', { n1: '9', n2: '10' }, 'flagged'],
  ['- ${n1} < 0', { n1: '4' }, 'flagged'],
  ['round(${n1}) = 3', { n1: '2.5' }, 'flagged'],
  ['round(${n1}) = -2', { n1: '-2.5' }, 'flagged'],
  ['floor(${n1}) = -3 and ceiling(${n1}) = -2 and int(${n1}) = -2 and abs(${n1}) = 2.5', { n1: '-2.5' }, 'flagged'],
  ['min(${n1}, ${n2}) = 1 and max(${n1}, ${n2}, 3) = 3', { n1: '1', n2: '2' }, 'flagged'],
  ['max(${n1}, ${n2}) > 0', { n1: '1' }, 'missing'],
  ['coalesce(${n1}, ${n2}, 9) = 2', { n2: '2' }, 'flagged'],
  ['number(${c2}) = 3', { c2: '3' }, 'flagged'],
  ['number(${c2}) = 3', { c2: 'yes' }, 'ok', 'left'],
  ["${c1} = 'yes'", { c1: 'yes' }, 'flagged'],
  ["${c1} != 'yes'", {}, 'missing'],
  ['${c1} = ${c2}', { c1: 'no', c2: 'no' }, 'flagged'],
  ["selected(${m1}, 'a')", { m1: 'c a' }, 'flagged'],
  ["selected(${m1}, 'a')", { m1: 'ab' }, 'ok'],
  ["selected(${m1}, 'a')", {}, 'missing'],
  ['count-selected(${m1}) = 2', { m1: ' a  b ' }, 'flagged'],
  ["${t1} = 'ABC'", { t1: 'abc' }, 'ok'],
  ['string-length(${t1}) = 2', { t1: '𝒳y' }, 'flagged'],
  ["contains(${t1}, '%')", { t1: 'abc' }, 'ok'],
  ["starts-with(${t1}, 'na') and ends-with(${t1}, 've')", { t1: 'naïve' }, 'flagged'],
  ["${d1} > '2024-02-07'", { d1: '2024-02-08' }, 'flagged'],
  ['${d2} - ${d1} = 23', { d1: '2024-02-07', d2: '2024-03-01' }, 'flagged'],
  ["${d1} > '2023-01-01'", { d1: '2023-02-29' }, 'ok', 'left'],
  ['${w1} = ${w2}', { w1: '2024-02-07T10:15:00.000+04:00', w2: '2024-02-07T06:15:00.000Z' }, 'flagged'],
  ['${w1} < ${w2}', { w1: '2024-02-07T10:15:00.000+04:00', w2: '2024-02-07T06:15:30.123Z' }, 'flagged'],
  ['${o1} > 4', { o1: '5' }, 'flagged'],
  ["${t1} = '' and not(${n1} = '')", { n1: '1' }, 'flagged'],
  ["if(${c1} = 'yes', ${n1} > 1, ${n2} > 1)", { c1: 'no', n2: '2' }, 'flagged'],
  ["(${c1} = 'yes') = (${c2} = 'yes')", { c1: 'no', c2: '3' }, 'flagged'],
  ["${c1} = 'yes' or true()", {}, 'flagged'],
  ["${c1} = 'yes' and false()", {}, 'ok'],
];

describe('by hand', () => {
  test.each(GOLDEN)('%s of %j: %s', async (expression, given, verdict, left) => {
    const answers = Object.fromEntries(NAMES.map((each) => [`/data/${each}`, given[each] ?? '']));
    const alone = await fill([{ answers: {} }, { answers, station: '1' }]);
    const rule = read(expression);
    expect(judged(rule, alone)[1]).toBe(verdict);
    const order = { ...alone, rule, otherUuid: null };
    const wanted = left === undefined ? verdict : null;
    expect([(await asked(columnQuery(order))).get(1), (await asked(answerQuery(order, () => 'true'))).get(1)]).toEqual([
      wanted,
      wanted,
    ]);
  });
});

test.each([
  'sum(${n1}) > 1',
  '${n1} mod 2 = 1',
  'pow(${n1}, 2) > 4',
  "regex(${t1}, 'a')",
  '${n1} * ${n2} * ${n3} * ${n1} > 1',
  '${n1} > 1e3',
])('%s is not of the subset, or no rule', (expression) => {
  const form = {
    ...FORM,
    questions: [...QUESTIONS.map((each) => ({ ...each, isMany: expression.startsWith('sum') }))],
  };
  const rule = readRule(expression, { form, other: null, subjects: SUBJECTS });
  expect(rule.ok && isInSubset(rule.value)).toBe(false);
});
