import { describe, expect, test } from 'vitest';
import { judgeRule, type Verdict } from './judge-rule.ts';
import { nameValues, type StoredAnswers } from './name-values.ts';
import { readRule } from './read-rule.ts';
import { type RuleForm, ruleQuestions } from './rule-form.ts';

const asked = (path: string, control: string, type: string) => ({ path: `/data/${path}`, control, type, choices: [] });
const FORM: RuleForm = {
  formId: 'visit',
  number: 1,
  questions: ruleQuestions(
    [
      asked('a', 'input', 'int'),
      asked('b', 'input', 'int'),
      asked('c', 'select1', 'string'),
      asked('box/votes', 'input', 'int'),
    ],
    ['/data/box'],
  ),
};

function judge(expression: string, answers: StoredAnswers, others: readonly StoredAnswers[] = []): Verdict {
  const other = expression.includes('${other.') ? FORM : null;
  const rule = readRule(expression, { form: FORM, other, subjects: new Map([['s', 'number' as const]]) });
  if (!rule.ok) throw new Error(JSON.stringify(rule.error));
  return judgeRule(rule.value, nameValues(rule.value, { answers, station: '7', figures: new Map(), others }));
}

describe('what is not answered', () => {
  test.each<[string, StoredAnswers, Verdict]>([
    ['${a} > 5', { '/data/a': '6' }, 'flagged'],
    ['${a} > 5', { '/data/a': '5' }, 'ok'],
    ['${a} > 5', { '/data/a': '' }, 'missing'],
    ['${a} > 5', {}, 'missing'],
    ['${a} > 5', { '/data/a': null }, 'missing'],
    ['not(${a} > 5)', {}, 'missing'],
    // Whatever the answer would be, the rest decides.
    ["${c} = 'yes' and ${a} > 5", { '/data/c': 'no' }, 'ok'],
    ["${c} = 'yes' or ${a} > 5", { '/data/c': 'yes' }, 'flagged'],
    ["${c} = 'yes' and ${a} > 5", { '/data/c': 'yes' }, 'missing'],
    ["${a} = ''", {}, 'flagged'],
    ["${a} != '' and ${a} > 5", {}, 'ok'],
    ['coalesce(${a}, 9) > 5', {}, 'flagged'],
    ["if(${c} = 'yes', ${a}, ${b}) > 5", { '/data/c': 'no', '/data/b': '6' }, 'flagged'],
    ["if(${c} = 'yes', ${a}, ${b}) > 5", { '/data/b': '6' }, 'missing'],
    ['${official.s} > ${a}', { '/data/a': '5' }, 'missing'],
    ["${station.code} = '7' or ${a} = 1", {}, 'flagged'],
    // What is no number is an answer, and compares with nothing.
    ['${a} > 5', { '/data/a': 'many' }, 'ok'],
    ['${a} = ${b}', { '/data/a': '5', '/data/b': '05' }, 'flagged'],
  ])('%s of %j: %s', (expression, answers, verdict) => {
    expect(judge(expression, answers)).toBe(verdict);
  });
});

describe('repeats', () => {
  const box = (...votes: readonly (string | null)[]) =>
    Object.fromEntries(votes.map((each, at) => [`/data/box[${at + 1}]/votes`, each]));

  test.each<[string, StoredAnswers, Verdict]>([
    ['sum(${votes}) = 6', box('1', '2', '3'), 'flagged'],
    ['sum(${votes}) = 0', {}, 'flagged'],
    ['sum(${votes}) = 6', box('1', null), 'missing'],
    ['max(${votes}) > 2', box('1', '3'), 'flagged'],
    ['min(${votes}) > 2', {}, 'missing'],
    ['count(${box}) = 2', box('1', null), 'flagged'],
    ['count(${votes}) = 2', box('1', null), 'flagged'],
    ['count-non-empty(${votes}) = 1', box('1', null), 'flagged'],
  ])('%s of %j: %s', (expression, answers, verdict) => {
    expect(judge(expression, answers)).toBe(verdict);
  });
});

describe('other reports of the station', () => {
  const own = { '/data/a': '5' };
  test.each<[readonly StoredAnswers[], Verdict]>([
    [[], 'missing'],
    [[{ '/data/a': '5' }], 'ok'],
    [[{ '/data/a': '5' }, { '/data/a': '6' }], 'flagged'],
    [[{ '/data/a': '5' }, {}], 'missing'],
    [[{}, { '/data/a': '6' }], 'flagged'],
  ])('%j: %s', (others, verdict) => {
    expect(judge('${other.a} != ${a}', own, others)).toBe(verdict);
  });
});
