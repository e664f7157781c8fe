// How long a rule over all reports of a form takes, and how that grows with their number (a million reports of 60 answers: 5 s at most).
//   npm run bench:checks -- --sizes 100000,300000 [--rounds 3]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Sql } from 'postgres';
import { readRule } from '../../src/features/field/checks/rule/read-rule.ts';
import { type RuleForm, ruleQuestions } from '../../src/features/field/checks/rule/rule-form.ts';
import { answerQuery } from '../../src/features/field/checks/store/bulk/answer-query.ts';
import { countVerdicts } from '../../src/features/field/checks/store/bulk/run-bulk.ts';
import { type CodebookTable, readCodebookTable } from '../../src/features/field/forms/checking/codebook-table.ts';
import { openDatabase } from '../../src/platform/db/connect.ts';
import { FORM_ID } from './intake/checklist.ts';
import { type FilledMission, fillMission } from './reads/fill-reports.ts';

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

for (const size of given.sizes.split(',').map(Number)) await measure(size);

async function measure(size: number): Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'scrutineer-bench-'));
  const database = await openDatabase({
    dataFolder,
    databaseUrl: null,
    purpose: 'bench',
    sharing: 'alone',
    say: () => {},
  });
  try {
    const filled = await fillMission(database.sql, size);
    console.log(
      `\n${size.toLocaleString('en')} reports of 60 answers: milliseconds at least, and seconds for each 100,000`,
    );
    for (const [name, expression] of Object.entries(RULES))
      await measureRule(database.sql, filled, { name, expression, size });
  } finally {
    await database.close();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

async function measureRule(
  sql: Sql,
  { id, form }: FilledMission,
  { name, expression, size }: { readonly name: string; readonly expression: string; readonly size: number },
): Promise<void> {
  const rule = readRule(expression, { form: await ruleForm(sql, form), other: null, subjects: new Map() });
  if (!rule.ok) throw new Error(JSON.stringify(rule.error));
  const order = { missionId: id, electionId: null, formUuid: form.id, otherUuid: null, rule: rule.value };
  const columns = await quickest(() => countVerdicts(sql, order, 20));
  const { flagged, missing, left } = columns.result;
  tell(`${name}: columns`, {
    ms: columns.ms,
    size,
    rest: `${flagged.toLocaleString('en')} flagged, ${missing} missing, ${left.length} left to the engine`,
  });
  if (size > 300_000) return;
  const { text, values } = answerQuery(order, () => 'true');
  const answers = await quickest(() =>
    sql.unsafe(`select count(*) from (${text}) j where verdict = 'flagged'`, values as string[]),
  );
  tell(`${name}: stored answers`, { ms: answers.ms, size, rest: `${answers.result[0]?.count} flagged` });
}

async function quickest<T>(run: () => Promise<T>): Promise<{ readonly ms: number; readonly result: T }> {
  let best: { ms: number; result: T } | null = null;
  for (let round = 0; round < Number(given.rounds); round += 1) {
    const start = performance.now();
    const result = await run();
    const ms = performance.now() - start;
    if (best === null || ms < best.ms) best = { ms, result };
  }
  if (best === null) throw new Error('--rounds: found none');
  return best;
}

async function ruleForm(sql: Sql, form: FilledMission['form']): Promise<RuleForm> {
  const [row] = await sql<{ codebook: CodebookTable }[]>`
    select codebook from form_version where form_id = ${form.id} and number = ${form.number}`;
  const asked = row === undefined ? [] : readCodebookTable(row.codebook).values();
  return { formId: FORM_ID, number: form.number, questions: ruleQuestions(asked, []) };
}

function tell(
  name: string,
  { ms, size, rest }: { readonly ms: number; readonly size: number; readonly rest: string },
): void {
  const per = (ms / 1000 / (size / 100_000)).toFixed(3);
  console.log(`  ${name.padEnd(48)}${ms.toFixed(0).padStart(7)} ms ${per.padStart(8)} s   ${rest}`);
}
