import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { az } from '../../../../platform/i18n/catalogue-az.ts';
import { en } from '../../../../platform/i18n/catalogue-en.ts';
import { ru } from '../../../../platform/i18n/catalogue-ru.ts';
import { FORM_ACTS } from '../../../field/forms/observation-form.ts';

const words: Readonly<Record<string, string>> = en.history;

/** Every act that the code of the program notes, by its code: `account.invited`. */
function findNotedActs(): string[] {
  const names = readdirSync('src', { recursive: true, encoding: 'utf8' });
  const code = names.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.includes('screens'));
  const source = code.map((name) => readFileSync(join('src', name), 'utf8')).join('\n');
  return [
    ...source.matchAll(
      /'((?:account|device|election|export|form|log|mission|package|person|record|report|team)\.(?!json|yaml|xlsx|xml|size|stations|view)[a-z-]+)'/g,
    ),
  ].map((match) => match[1] ?? '');
}

/** What events of security alone concern, and what is a text of a form. */
const OF_NO_ACT = ['address-here', 'sign-in', 'itext'];

/** Every kind of object that the code of the program does something to. */
function findNotedKinds(): string[] {
  const names = readdirSync('src', { recursive: true, encoding: 'utf8' });
  const code = names.filter((name) => name.endsWith('.ts') && !name.includes('.test.') && !name.includes('screens'));
  const source = code.map((name) => readFileSync(join('src', name), 'utf8')).join('\n');
  const subjects = [/\bsubject(?: =|:) \{ kind: '([a-z-]+)'/g, /\bsubjectKind: '([a-z-]+)'/g];
  return [...subjects, /\breturn \{ kind: '([a-z-]+)', id: /g].flatMap((pattern) =>
    [...source.matchAll(pattern)].map((match) => match[1] ?? ''),
  );
}

describe('every kind of object that acts have', () => {
  test('has words, in every language', () => {
    const kinds = new Set(findNotedKinds().filter((kind) => !OF_NO_ACT.includes(kind)));
    expect([...kinds]).toEqual(expect.arrayContaining(['account', 'device', 'export', 'form', 'paper', 'report']));
    for (const { history, fields } of [en, ru, az]) {
      const known: Readonly<Record<string, string>> = { ...history, ...fields };
      const isWorded = (kind: string) => known[`subject.${kind}`] ?? known[`kind.${kind}`];
      expect([...kinds].filter((kind) => !isWorded(kind))).toEqual([]);
    }
  });
});

describe('every act that the program notes', () => {
  test('has words in the history', () => {
    const acts = new Set([...findNotedActs(), ...FORM_ACTS.map((act) => `form.${act}`)]);
    expect(acts.size).toBeGreaterThan(20);
    expect([...acts].filter((act) => words[`action.${act}`] === undefined)).toEqual([]);
  });

  test('belongs to a group that has words', () => {
    const groups = Object.keys(words).flatMap((key) => (key.startsWith('action.') ? [key.split('.')[1]] : []));
    expect([...new Set(groups)].filter((group) => words[`group.${group}`] === undefined)).toEqual([]);
  });
});
