import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { en } from '../../../../platform/i18n/catalogue-en.ts';
import { FORM_ACTS } from '../../../field/forms/observation-form.ts';

const words: Readonly<Record<string, string>> = en.history;

/** Every act that the code of the program notes, by its code: `account.invited`. */
function findNotedActs(): string[] {
  const names = readdirSync('src', { recursive: true, encoding: 'utf8' });
  const code = names.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.includes('screens'));
  const source = code.map((name) => readFileSync(join('src', name), 'utf8')).join('\n');
  return [
    ...source.matchAll(
      /'((?:account|device|election|export|form|log|mission|package|record|report)\.(?!json|yaml|xlsx|xml|size|stations|view)[a-z-]+)'/g,
    ),
  ].map((match) => match[1] ?? '');
}

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
