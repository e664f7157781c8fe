import { beforeAll, expect, test } from 'vitest';
import { claim, subject } from '../../../../../test/support/claim-records.ts';
import { loadExample } from '../../../../../test/support/example.ts';
import { en } from '../../../../platform/i18n/catalogue-en.ts';
import { createMessages } from '../../../../platform/i18n/messages.ts';
import { wordValue } from '../value-words.ts';
import { differenceWords, notComputedWords, reasonWords } from './claim-words.ts';
import {
  type ClaimFilter,
  type ClaimsPicture,
  countShown,
  narrowClaims,
  pictureClaims,
  type Shown,
} from './claims-view.ts';

let picture: ClaimsPicture;
const messages = createMessages('en', en);

beforeAll(async () => {
  picture = pictureClaims(await loadExample());
});

function filter(shown: Shown, section = '', text = ''): ClaimFilter {
  return { shown, section, text };
}

/** Keys of all claims that are shown, those in contradictions included. */
function keysShown(wanted: ClaimFilter): string[] {
  return narrowClaims(picture, wanted).flatMap(({ subjects }) =>
    subjects.flatMap((view) =>
      [...view.contradictions.flatMap((found) => found.claims), ...view.claims].map(({ key }) => key),
    ),
  );
}

test('without a filter every claim is shown once', () => {
  const keys = keysShown(filter('all'));
  expect(keys).toHaveLength(picture.set.claims.length);
  expect(new Set(keys).size).toBe(keys.length);
});

test('only contradictions: the eleven known ones and those that the program found besides', () => {
  const views = narrowClaims(picture, filter('contradictions')).flatMap(({ subjects }) => subjects);
  expect(views.every((view) => view.claims.length === 0 && view.contradictions.length > 0)).toBe(true);
  const remarks = [...picture.remarksOf.values()].flat().map(({ key }) => key);
  expect(new Set(remarks).size).toBe(12);
});

test('what is not settled: gaps, memory, and what is to be verified', () => {
  const open = picture.set.claims.filter(({ basis }) => ['gap', 'memory', 'to-verify'].includes(basis));
  const keys = keysShown(filter('open'));
  for (const { key } of open) expect(keys).toContain(key);
  expect(countShown(picture, filter('all')).open).toBe(open.length);
});

test('a search finds titles in any language, names without marks, speakers and sources', () => {
  expect(keysShown(filter('all', '', 'явка'))).toContain('turnout.final.official');
  expect(keysShown(filter('all', '', 'eliyev ILHAM'))).toContain('results.votes.ilham-aliyev.final');
  expect(keysShown(filter('all', 'voters', 's23'))).toEqual([
    'voters.registered.start-of-day',
    'voters.registered.noon-briefing',
  ]);
  expect(keysShown(filter('all', '', 'no such thing'))).toEqual([]);
});

test('a section keeps its subjects in the order of the file', () => {
  const [section, ...others] = narrowClaims(picture, filter('all', 'turnout'));
  expect(others).toEqual([]);
  const keys = section?.subjects.map((view) => view.subject.key);
  expect(keys).toEqual(picture.set.subjects.filter((each) => each.section === 'turnout').map(({ key }) => key));
});

test('what the same speaker replaced stands under what replaced it', () => {
  const file = {
    subject: [subject('s')],
    claim: [
      claim('old', 's', { value: '1', stated_by: 'CEC' }),
      claim('new', 's', { value: '2', stated_by: 'CEC', supersedes: 'old' }),
    ],
    discrepancy: [],
    candidate: [],
    mission: [],
  };
  const [section] = narrowClaims(pictureClaims(file), filter('all'));
  expect(section?.subjects[0]?.claims.map(({ key }) => key)).toEqual(['new']);
});

test('values, differences and reasons are said in words', () => {
  const said = (cells: Record<string, string>) => wordValue(messages, claim('a', 's', cells));
  expect(said({ value: '23000', bound: 'more-than' })).toBe('more than 23\u202f000');
  expect(said({ value: '2.0', unit: 'percent' })).toBe('2.0%');
  expect(said({ value: '2024-01-09', unit: 'date', bound: 'at-most' })).toBe('9 January 2024 or earlier');
  expect(said({ value: '08:00', unit: 'time' })).toBe('08:00');
  expect(said({ basis: 'gap' })).toBe('');
  expect(differenceWords(messages, { amount: '-0.30', unit: 'points' })).toBe('0.30 percentage points');
  expect(differenceWords(messages, { amount: '1', unit: 'days' })).toBe('1 day');
  expect(reasonWords(messages, { code: 'scale-slip', parameters: { factor: 1000 } })).toContain('1\u202f000 times');
});

test('why a figure cannot be computed is said with titles, not keys', () => {
  const file = {
    subject: [subject('s', { formula: 'w + 1' }), subject('w', { title_en: 'Webcams' })],
    claim: [claim('a', 's', { value: '1' })],
    discrepancy: [],
    candidate: [],
    mission: [],
  };
  const small = pictureClaims(file);
  const result = small.figuresOf.get('s')?.[0]?.result;
  expect(result?.ok === false && notComputedWords(messages, small, result.error)).toBe(
    'nothing is claimed on “Webcams” for this',
  );
});

test('there are words for every reason why something cannot be computed', () => {
  const codes = [
    'cycle',
    'contrary',
    'deep',
    'division-by-zero',
    'formula',
    'missing',
    'missing-candidate',
    'no-claim',
  ];
  for (const code of [...codes, 'no-day', 'no-moment', 'no-number', 'no-subject', 'too-large']) {
    const parameters = { subject: 's', claim: 'c', candidate: 'x', a: 'a', b: 'b' };
    expect(messages.find(`claims.not-computed.${code}`, parameters), code).not.toBeNull();
  }
});
