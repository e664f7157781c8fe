import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { az } from './catalogue-az.ts';
import { en } from './catalogue-en.ts';
import { ru } from './catalogue-ru.ts';
import { createMessages } from './messages.ts';

const SOURCES = fileURLToPath(new URL('../../', import.meta.url));

/** The ways in which the sources name the code of a fault. */
const NAMING = [
  /\b(?:fault|fileFault|entryFault|faultAt)\(\s*'([a-z0-9-]+)'/g,
  /\b(?:errorAt|warningAt|is)\(\s*(?:\{[^}]*\}|[\w.]+\([^()]*(?:\([^()]*\))?[^()]*\)|[^,(){}]+),\s*'([a-z0-9-]+)'/g,
  /\bcode: '([a-z0-9-]+)'/g,
  /\berr\(fault\([^']*'([a-z0-9-]+)'/g,
  /'((?:csv|yaml|encoding|archive|file|step|formula|calendar-done|calendar-weekday)-[a-z0-9-]*[a-z0-9])'/g,
  /parsePattern\(cell, [^,]+(?:\{[^}]*\})?[^,]*, '([a-z]+)'\)/g,
];
/** Codes of problems and of other things, which have their words elsewhere. */
const OTHERS = [
  'csv-external',
  'file-csv',
  'offline',
  'offline-reading',
  'offline-repeatable',
  'other',
  'not-found',
  'code',
  'forbidden',
  'custom',
  'file-altered',
  'file-fault',
  'csv-parse',
  'en',
];

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path) ? [path] : [];
  });
}

const texts = sourceFiles(SOURCES).map((path) => readFileSync(path, 'utf8'));
const used = new Set(
  texts
    .flatMap((text) => NAMING.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? '')))
    .filter((code) => !OTHERS.includes(code)),
);

describe('the words of faults', () => {
  it.each(Object.entries({ en, ru, az }))('exist for every code that the program uses (%s)', (_, catalogue) => {
    expect(used.size).toBeGreaterThan(120);
    const words = { ...catalogue.issues, ...catalogue.formFaults };
    expect([...used].filter((code) => !Object.hasOwn(words, code)).sort()).toEqual([]);
  });

  it('exist for no code that nobody uses', () => {
    const all = texts.join('\n');
    expect(Object.keys(en.issues).filter((code) => !all.includes(`'${code}'`))).toEqual([]);
  });

  it.each(['en', 'ru', 'az'] as const)('can be said with the values that faults carry (%s)', (language) => {
    const messages = createMessages(language, { en, ru, az }[language]);
    const parameters = { found: 3, wanted: 2, row: 7, byte: 12_345, encoding: 'windows-1251', position: 4, number: 2 };
    for (const code of Object.keys(en.issues)) {
      const words = messages.find(`issues.${code}`, {
        ...parameters,
        others: 'x',
        ...{ cluster: 'x', one: 'x', units: 3, stratum: 'x', station: 'x', team: 'x', kind: 'x', count: 2 },
        unit: 'count',
        at: 1,
        after: 'x',
        by: 'x',
        team: 'x',
        name: 'x',
        column: 'x',
        first: 1,
        limit: 2,
        ...{
          most: 5,
          least: 1,
          form: 'x',
          path: 'x',
          other: 'x',
          known: 'x',
          subject: 'x',
          is: 'x',
          left: 'x',
          right: 'x',
        },
      });
      expect(words, code).toMatch(/^\S.*\S$/);
      // Rules of checks write names in braces.
      expect(words?.replace(/\$\{[\p{L}.]+\}/gu, ''), code).not.toMatch(/[{}]|undefined/);
    }
  });
});
