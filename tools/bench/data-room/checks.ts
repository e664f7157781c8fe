// How long a rule over all reports of a form takes, and how that grows with their number (a million reports of 60 answers: 5 s at most).
//   npm run bench:checks -- --sizes 100000,300000 [--rounds 3]

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Sql } from 'postgres';
import { readRule } from '../../../src/features/field/checks/rule/read-rule.ts';
import { type RuleForm, ruleQuestions } from '../../../src/features/field/checks/rule/rule-form.ts';
import { answerQuery } from '../../../src/features/field/checks/store/bulk/answer-query.ts';
import { countVerdicts } from '../../../src/features/field/checks/store/bulk/run-bulk.ts';
import { type CodebookTable, readCodebookTable } from '../../../src/features/field/forms/checking/codebook-table.ts';
import { FORM_ID } from '../intake/checklist.ts';
import { withBenchDatabase } from '../reads/bench-database.ts';
import { type FilledMission, fillMission } from '../reads/fill-reports.ts';

const { values: given } = parseArgs({
  options: { sizes: { type: 'string', default: '100000' }, rounds: { type: 'string', default: '3' } },
});

const RULES: Readonly<Record<string, string>> = {
  'one choice': "${observed_today_07} = 'no'",
  'two numbers': '${counted_today_01} > ${counted_today_02} + 100',
  'two numbers and a choice': "${counted_today_01} > ${counted_today_02} and ${observed_today_07} = 'no'",
  'six numbers':
    '${counted_today_01} + ${counted_today_02} + ${counted_today_03} != ${counted_today_04} + ${counted_today_05} + ${counted_today_06}',
  'several choices, a text, a time':
    "selected(${who_today_01}, 'police') and string-length(${said_today_01}) < 60 and ${at_today_01} > ${at_today_02}",
};

/** Judging by stored answers is measured up to so many reports. */
const MOST_STORED = 100_000;

for (const size of given.sizes.split(',').map(Number)) await measure(size);

async function measure(size: number): Promise<void> {
  await withBenchDatabase(async (sql) => {
    const filled = await fillMission(sql, size);
    console.log(
      `\n${size.toLocaleString('en')} reports of 60 answers: milliseconds by the clock, of the processor; seconds of it for each 100,000`,
    );
    for (const [name, expression] of Object.entries(RULES)) await measureRule(sql, filled, { name, expression, size });
  });
}

async function measureRule(
  sql: Sql,
  { id, form }: FilledMission,
  { name, expression, size }: { readonly name: string; readonly expression: string; readonly size: number },
): Promise<void> {
  const rule = readRule(expression, { form: await ruleForm(sql, form), other: null, subjects: new Map() });
  if (!rule.ok) throw new Error(JSON.stringify(rule.error));
  const order = { missionId: id, electionId: null, formUuid: form.id, otherUuid: null, rule: rule.value };
  const own = await sql.reserve();
  // Its processor time is then that of one process.
  await own`set max_parallel_workers_per_gather = 0`;
  const columns = await quickest(own, () => countVerdicts(own, order, 20));
  const { flagged, missing, left } = columns.result;
  tell(`${name}: columns`, { ...columns, size, rest: `${flagged} flagged, ${missing} missing, ${left.length} left` });
  if (size <= MOST_STORED) {
    const { text, values } = answerQuery(order, () => 'true');
    const flaggedOnes = `select count(*) from (${text}) j where verdict = 'flagged'`;
    const answers = await quickest(own, () => own.unsafe(flaggedOnes, values as string[]));
    tell(`${name}: stored answers`, { ...answers, size, rest: `${answers.result[0]?.count} flagged` });
  }
  own.release();
}

interface Timed<T> {
  readonly ms: number;
  /** Processor time of the connection: where others work on the machine, the clock alone says little. */
  readonly processorMs: number;
  readonly result: T;
}

async function quickest<T>(sql: Sql, run: () => Promise<T>): Promise<Timed<T>> {
  const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const found: Timed<T>[] = [];
  for (let round = 0; round < Number(given.rounds); round += 1) {
    const [start, before] = [performance.now(), processorMs(row?.pid ?? 0)];
    const result = await run();
    found.push({ ms: performance.now() - start, processorMs: processorMs(row?.pid ?? 0) - before, result });
  }
  const [best] = found.sort((one, other) => one.processorMs - other.processorMs);
  if (best === undefined) throw new Error('--rounds: found none');
  return best;
}

/** Milliseconds of processor time that a process has used, by hundredths of a second as Linux counts them. */
function processorMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

async function ruleForm(sql: Sql, form: FilledMission['form']): Promise<RuleForm> {
  const [row] = await sql<{ codebook: CodebookTable }[]>`
    select codebook from form_version where form_id = ${form.id} and number = ${form.number}`;
  const asked = row === undefined ? [] : readCodebookTable(row.codebook).values();
  return { formId: FORM_ID, number: form.number, questions: ruleQuestions(asked, []) };
}

function tell(
  name: string,
  {
    ms,
    processorMs: own,
    size,
    rest,
  }: Omit<Timed<unknown>, 'result'> & { readonly size: number; readonly rest: string },
): void {
  const per = (own / 1000 / (size / 100_000)).toFixed(2);
  const [clock, processor] = [ms, own].map((each) => each.toFixed(0).padStart(7));
  console.log(`  ${name.padEnd(46)}${clock} ms ${processor} ms ${per.padStart(7)} s   ${rest}`);
}
