import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from '../src/platform/i18n/catalogue-en.ts';
import { PAPER_CATALOGUES } from '../src/platform/i18n/messages/paper-messages.ts';

/** Areas whose keys are made from data: codes of faults and of differences, names of kinds, columns and choices, audited actions. */
const FROM_DATA = ['issues', 'problems', 'fields', 'formDifferences'];
const SOURCES = readSources('src');

describe('the message catalogue', () => {
  it('holds no message that nothing says', () => {
    const keys = Object.entries({ ...en, ...PAPER_CATALOGUES.en }).flatMap(([area, messages]) =>
      FROM_DATA.includes(area) ? [] : Object.keys(messages).map((key) => `${area}.${key}`),
    );
    expect(keys.length).toBeGreaterThan(300);
    expect(findUnsaid(keys, SOURCES)).toEqual([]);
  });

  it('would be caught holding one', () => {
    const source = `t('ui.save'); t(\`ui.status.\${status}\`)`;
    expect(findUnsaid(['ui.save', 'ui.status.met', 'ui.forgotten'], source)).toEqual(['ui.forgotten']);
  });
});

/** The keys that stand nowhere in `source`: neither whole nor as what follows the fixed part of a template. */
function findUnsaid(keys: readonly string[], source: string): string[] {
  const whole = new Set([...source.matchAll(/['"`]([a-zA-Z-]+\.[\w.-]+)['"`]/g)].map((match) => match[1]));
  const prefixes = [...new Set([...source.matchAll(/`([a-zA-Z-]+\.[\w.-]*)\$\{/g)].map((match) => match[1] ?? ''))];
  return keys.filter((key) => !whole.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)));
}

function readSources(folder: string): string {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const code = names.filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name));
  return code.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
}
