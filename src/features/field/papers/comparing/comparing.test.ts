import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { must } from '../../../../kernel/result.ts';
import type { FormSession, NodeKey } from '../../../../xforms/form/session.ts';
import { answersOfRecord } from '../../../../xforms/instance/draft.ts';
import { openForm } from '../../../../xforms/instance/open.ts';
import { definitionsOf } from '../../../../xforms/instance/record/definition.ts';
import { readAnswers } from '../../../../xforms/openrosa/read-record.ts';
import { compilePackage } from '../../../../xforms/package/compile.ts';
import type { FormPackage } from '../../../../xforms/package/form-package.ts';
import { convertForm } from '../../../../xforms/xlsform/convert-form.ts';
import { askedForm, rowsOf } from './asked-answers.ts';
import { compareCopies } from './compare-copies.ts';
import { findRepeat } from './find-repeat.ts';
import { judgeSettlement } from './judge-settlement.ts';
import { mergeCopies } from './merge-copies.ts';
import { normalAnswer } from './normal-answer.ts';

/** Answers of each kind that a typist may give. */
const POOLS: Readonly<Record<string, readonly string[]>> = {
  text: ['', 'a', 'b', 'Ə ə'],
  integer: ['', '7', '8', '100'],
  decimal: ['', '0.5', '7'],
  'select_one l': ['', 'yes', 'no'],
  'select_multiple l': ['', 'yes', 'yes no'],
  date: ['', '2031-10-12', '2031-10-13'],
};

interface Question {
  readonly type: string;
  readonly isGated: boolean;
}

const question = fc.record({ type: fc.constantFrom(...Object.keys(POOLS)), isGated: fc.boolean() });
const shape = fc.record({
  top: fc.array(question, { minLength: 1, maxLength: 4 }),
  group: fc.array(question, { maxLength: 3 }),
  copy: fc.array(question, { minLength: 1, maxLength: 2 }),
});

function packageOf({ top, group, copy }: { top: Question[]; group: Question[]; copy: Question[] }): FormPackage {
  const rows = (questions: readonly Question[], prefix: string) =>
    questions.map(({ type, isGated }, at) => [type, `${prefix}${at}`, 'x', isGated ? `\${gate} = 'yes'` : '', '', '']);
  const survey = [
    ['type', 'name', 'label', 'relevant', 'calculation', 'read_only'],
    ['start', 'start', '', '', '', ''],
    ['select_one l', 'gate', 'Gate', '', '', ''],
    ...rows(top, 't'),
    ['calculate', 'sum', '', '', `string-length(\${gate})`, ''],
    ['text', 'shown', 'Sum', '', `\${sum}`, 'yes'],
    ['begin_group', 'g', 'Group', `\${gate} != 'no'`, '', ''],
    ...rows(group, 'g'),
    ['text', 'inside', 'Inside', '', '', ''],
    ['end_group', '', '', '', '', ''],
    ['begin_repeat', 'r', 'Repeat', '', '', ''],
    ...rows(copy, 'r'),
    ['end_repeat', '', '', '', '', ''],
    ['image', 'photo', 'Photo', '', '', ''],
  ];
  const choices = [['list_name', 'name', 'label'], ...['yes', 'no'].map((name) => ['l', name, name])];
  const sheets = [
    { name: 'survey', rows: survey },
    { name: 'choices', rows: choices },
  ];
  const converted = convertForm({ sheets }, { formName: 'data', fallbackId: 'form' });
  if (!converted.ok) throw new Error(JSON.stringify(converted.error));
  const compiled = compilePackage(converted.value.form);
  return must(compiled.ok ? compiled.value : null, 'Compile the form');
}

let drawn = 0;
const environment = {
  now: () => Date.UTC(2031, 9, 12, 8) + drawn * 1000,
  uuid: () => `00000000-0000-4000-8000-${String(++drawn).padStart(12, '0')}`,
  random: () => 0.5,
  offsetMinutes: () => 0,
  deviceId: 'desk',
  username: '',
  email: '',
  phoneNumber: '',
};

function begin(form: FormPackage, draft?: Parameters<typeof openForm>[0]['draft']): FormSession {
  const opened = openForm({ package: form, data: new Map(), environment, draft });
  return must(opened.ok ? opened.value : null, 'Open the form');
}

const questionsBelow = (session: FormSession, node: NodeKey): NodeKey[] =>
  session.describe(node).kind === 'question'
    ? [node]
    : session.children(node).flatMap((child) => questionsBelow(session, child));

/** Fills a form as the numbers say: first how many copies, then answer by answer. */
function fill(form: FormPackage, numbers: readonly number[]): string {
  const session = begin(form);
  const next = (at: number) => numbers[at % numbers.length] ?? 0;
  const repeat = must(findRepeat(session, '/data/r'), 'the repeat');
  for (let more = next(0) % 3; more > 0; more -= 1) session.addRepeat(repeat);
  const nodes = questionsBelow(session, session.root);
  for (const [at, node] of nodes.entries()) {
    const { type, control } = session.describe(node);
    if (session.get(node).isReadonly || control === 'upload') continue;
    const kind = control === 'select1' ? 'select_one l' : control === 'select' ? 'select_multiple l' : type;
    const pool = POOLS[kind === 'string' ? 'text' : kind === 'int' ? 'integer' : kind] ?? [];
    session.set(node, pool[next(at + 1) % pool.length] ?? '');
  }
  return session.submission().xml;
}

function read(xml: string, form: FormPackage) {
  const read = readAnswers(xml, form.core);
  return must(read.ok ? read.value.root : null, `Read ${xml}`);
}

const numbers = fc.array(fc.nat(11), { minLength: 3, maxLength: 14 });

describe('two copies of a sheet', () => {
  test('are equal where nothing differs, and differ where anything that was answered does', () => {
    fc.assert(
      fc.property(shape, numbers, numbers, (given, one, other) => {
        const form = packageOf(given);
        const asked = askedForm(form.core);
        const [a, b, again] = [fill(form, one), fill(form, other), fill(form, one)].map((xml) => read(xml, form));
        if (a === undefined || b === undefined || again === undefined) throw new Error('three records');
        // Their names, times and what is computed differ; what was answered does not.
        expect(compareCopies(asked, a, again)).toEqual([]);
        const flat = (rows: ReturnType<typeof rowsOf>) =>
          rows
            .filter(({ normal }) => normal[0] !== '' && normal[0] !== '0')
            .map(({ path, normal }) => [path, normal[0]]);
        const isSame = JSON.stringify(flat(rowsOf(asked, [a]))) === JSON.stringify(flat(rowsOf(asked, [b])));
        expect(compareCopies(asked, a, b).length === 0).toBe(isSame);
        const mirrored = compareCopies(asked, b, a).map(({ path, kind, a: left, b: right }) => ({
          path,
          kind,
          a: right,
          b: left,
        }));
        expect(mirrored).toEqual(compareCopies(asked, a, b));
      }),
      { numRuns: 60 },
    );
  });

  test('are settled to exactly what was chosen, place by place', () => {
    fc.assert(
      fc.property(
        shape,
        numbers,
        numbers,
        fc.array(fc.boolean(), { minLength: 1, maxLength: 9 }),
        (given, one, other, picks) => {
          const form = packageOf(given);
          const asked = askedForm(form.core);
          const [a, b] = [read(fill(form, one), form), read(fill(form, other), form)];
          const [root] = definitionsOf(form.core);
          const merged = answersOfRecord(mergeCopies(asked, a, b), must(root, 'root'));
          const session = begin(form, { form: form.core.id, version: null, language: '', instance: merged });
          const differences = compareCopies(asked, a, b);
          const chosen = new Map<string, 'a' | 'b'>();
          for (const [at, { path, kind, a: ours, b: theirs }] of differences.entries()) {
            const pick = picks[at % picks.length] ? 'a' : 'b';
            chosen.set(path, pick);
            const value = (pick === 'a' ? ours : theirs) ?? '';
            const node = must(kind === 'answer' ? session.find(path) : findRepeat(session, path), path);
            if (kind === 'answer') session.set(node, value);
            else for (const copy of session.children(node).slice(Number(value))) session.removeRepeat(copy);
          }
          const settled = read(session.submission().xml, form);
          const { choices, firstErrors, secondErrors } = judgeSettlement(asked, { a, b }, settled);
          for (const choice of choices) {
            const pick = chosen.get(choice.path);
            // What stands in a surplus copy, or is asked only as an answer was chosen, was never a choice of its own.
            if (pick === undefined || choice.taken === 'unasked') continue;
            const isBlank = (choice.value ?? '') === '' && ((pick === 'a' ? choice.a : choice.b) ?? '') !== '';
            if (!isBlank) expect([choice.path, choice.taken]).toEqual([choice.path, pick]);
          }
          expect(choices.filter(({ taken }) => taken === 'other')).toEqual([]);
          const picked = [...chosen.values()];
          if (picked.every((pick) => pick === 'a')) expect(firstErrors).toBe(0);
          if (picked.every((pick) => pick === 'b')) expect(secondErrors).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('what a third person writes that neither has is told as such, also where both agree', () => {
    const form = packageOf({
      top: [{ type: 'integer', isGated: false }],
      group: [],
      copy: [{ type: 'text', isGated: false }],
    });
    const asked = askedForm(form.core);
    const record = (gate: string, top: string) => {
      const session = begin(form);
      session.set(must(session.find('/data/gate'), 'gate'), gate);
      session.set(must(session.find('/data/t0'), 't0'), top);
      return read(session.submission().xml, form);
    };
    const judged = judgeSettlement(asked, { a: record('yes', '7'), b: record('yes', '8') }, record('no', '9'));
    expect(judged.choices.map(({ path, taken }) => [path, taken])).toEqual([
      ['/data/gate', 'other'],
      ['/data/t0', 'other'],
    ]);
    expect([judged.firstErrors, judged.secondErrors]).toEqual([2, 2]);
  });
});

test.each([
  ['int', '07', '7'],
  ['int', '-0', '0'],
  ['int', '+12', '12'],
  ['int', '12345678901234567890123', '12345678901234567890123'],
  ['decimal', '7.50', '7.5'],
  ['decimal', '.5', '0.5'],
  ['decimal', '7.', '7'],
  ['time', '08:05:00.000+04:00', '08:05:00'],
  ['time', '8:05', '08:05:00'],
  ['dateTime', '2031-10-12T08:05:00.000+04:00', '2031-10-12T08:05:00'],
  ['string', '  a \n b ', 'a b'],
  ['geopoint', '40.40 49.9 0 0.0', '40.4 49.9 0 0'],
])('%s %j is compared as %j', (type, value, normal) => {
  expect(normalAnswer(value, { type, control: 'input' })).toBe(normal);
});

test.each([
  ['int', '7', '70'],
  ['int', '0.5', '5'],
  ['string', 'Pier', 'pier'],
  ['date', '2031-10-12', '2031-10-13'],
  ['int', '12345678901234567', '12345678901234568'],
])('%s: %j is not %j', (type, one, other) => {
  const kind = { type, control: 'input' };
  expect(normalAnswer(one, kind)).not.toBe(normalAnswer(other, kind));
});

test('several choices are compared without their order, a ranking with it', () => {
  expect(normalAnswer('b a', { type: 'string', control: 'select' })).toBe('a b');
  expect(normalAnswer('b a', { type: 'string', control: 'rank' })).toBe('b a');
});
