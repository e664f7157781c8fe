import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { az } from '../../platform/i18n/catalogue-az.ts';
import { en } from '../../platform/i18n/catalogue-en.ts';
import { ru } from '../../platform/i18n/catalogue-ru.ts';
import { createMessages } from '../../platform/i18n/messages.ts';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const ROOM = fileURLToPath(new URL('../', import.meta.url));
/** What the desk finds in a draft beside that. */
const READING = fileURLToPath(new URL('../../features/field/reports/', import.meta.url));
const CHECKING = fileURLToPath(new URL('../../features/field/forms/checking/', import.meta.url));

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.ts$/.test(path) && !/\.test\.ts$/.test(path) ? [readFileSync(path, 'utf8')] : [];
  });
}

/** Words with hyphens or alone in quotes, wherever the code of a fault can stand. */
const NAMING = [
  /(?:faults\.(?:error|warn)|note)\(\s*'([a-z0-9-]+)'/g,
  /\bcode: '([a-z0-9-]+)'/g,
  /[?:] '([a-z]+(?:-[a-z]+)+)'(?: :|;|,)/g,
  /return '([a-z]+(?:-[a-z]+)+)';/g,
];
const OTHERS = ['allow-mock-accuracy', 'file-csv', 'max-pixels'];
const texts = sources(FOLDER);
const codes = new Set(
  texts
    .flatMap((text) => NAMING.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? '')))
    .filter((code) => !OTHERS.includes(code)),
);

describe('the words of faults of forms', () => {
  it.each(Object.entries({ en, ru, az }))('exist for every code of the converter (%s)', (_, catalogue) => {
    expect(codes.size).toBeGreaterThan(100);
    expect([...codes].filter((code) => !Object.hasOwn(catalogue.formFaults, code)).sort()).toEqual([]);
  });

  it('exist for no code that nothing uses', () => {
    const all = [...sources(ROOM), ...sources(CHECKING), ...sources(READING)].join('\n');
    expect(Object.keys(en.formFaults).filter((code) => !all.includes(`'${code}'`))).toEqual([]);
  });

  it.each(['en', 'ru', 'az'] as const)('can be said with the values that faults carry (%s)', (language) => {
    const messages = createMessages(language, { en, ru, az }[language]);
    const names = [
      'found',
      'name',
      'wanted',
      'list',
      'other',
      'others',
      'scope',
      'one',
      'sheets',
      'language',
      'row',
      'most',
      'nearest',
    ];
    const parameters = Object.fromEntries(names.map((name) => [name, 'x']));
    for (const code of codes) {
      const words = messages.find(`formFaults.${code}`, parameters);
      expect(words, code).toMatch(/^\S.*\S$/);
      // A reference is shown as it is written.
      expect(words?.replace(/\$\{[^{}]+\}/, ''), code).not.toMatch(/[{}]|undefined/);
    }
  });
});
