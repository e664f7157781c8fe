// What it costs to judge a record by the rules of its form, which is done for all that comes.
//   npm run bench:judge [-- --rounds 300]

import { parseArgs } from 'node:util';
import { flattenAnswers } from '../../src/features/field/reports/reading/flatten-answers.ts';
import { must } from '../../src/kernel/result.ts';
import { openJudge } from '../../src/xforms/instance/judge/judge-record.ts';
import { openForm } from '../../src/xforms/instance/open.ts';
import { readAnswers } from '../../src/xforms/openrosa/read-record.ts';
import { compilePackage } from '../../src/xforms/package/compile.ts';
import type { FormPackage } from '../../src/xforms/package/form-package.ts';
import { bind, knownEnvironment, question, smallForm, words } from '../../test/support/small-form.ts';

const { values: given } = parseArgs({ options: { rounds: { type: 'string', default: '300' } } });
const rounds = Number(given.rounds);

console.log(`Judging a record, median of ${rounds} rounds, in ms of this machine as it is`);
for (const size of [60, 300]) measure(size);

/** Every question has to be answered; each third is a number with a bound, each third is asked where one before it says so. */
function formOf(size: number): FormPackage {
  const numbers = Array.from({ length: size }, (_, at) => at);
  const binds = numbers.map((at) => {
    const required = { required: 'true()', requiredMessage: words('Answer this') };
    if (at % 3 === 0) return bind(`/data/q${at}`, { type: 'int', constraint: '. >= 0 and . <= 3000', ...required });
    return bind(`/data/q${at}`, at % 3 === 1 ? required : { relevant: `/data/q${at - 1} = 'yes'`, ...required });
  });
  const record = { ...Object.fromEntries(numbers.map((at) => [`q${at}`, ''])), meta: { instanceID: '' } };
  const compiled = compilePackage(smallForm(record, { binds, body: numbers.map((at) => question(`/data/q${at}`)) }));
  return JSON.parse(JSON.stringify(must(compiled.ok ? compiled.value : null, 'compile the form'))) as FormPackage;
}

function measure(size: number): void {
  const form = formOf(size);
  const answers = Array.from({ length: size }, (_, at) => `<q${at}>${at % 3 === 0 ? at : 'yes'}</q${at}>`).join('');
  const bytes = Buffer.from(
    `<data id="form" version="1">${answers}<meta><instanceID>uuid:a</instanceID></meta></data>`,
  );
  const root = rootOf(bytes, form);
  const judge = must(openJudge(form), 'rules');
  console.log(`\n${size} answers`);
  row('reading it', () => flattenAnswers(rootOf(bytes, form), form.core));
  row('judging it', () => judge.judge(root, null));
  row('the whole engine: opened and validated', () => {
    const opened = openForm({ package: form, data: new Map(), environment: knownEnvironment(), record: root });
    if (opened.ok) opened.value.validate();
  });
}

function rootOf(bytes: Uint8Array, form: FormPackage) {
  const read = readAnswers(bytes, form.core);
  return must(read.ok ? read.value.root : null, 'read the record');
}

function row(name: string, work: () => unknown): void {
  for (let round = 0; round < rounds; round += 1) work();
  const times = Array.from({ length: rounds }, () => {
    const startedAt = performance.now();
    work();
    return performance.now() - startedAt;
  }).sort((one, other) => one - other);
  console.log(`  ${name.padEnd(42)}${(times[rounds >> 1] ?? 0).toFixed(3).padStart(8)}`);
}
