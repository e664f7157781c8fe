import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const OWN = fileURLToPath(new URL('.', import.meta.url));
const SCREENS = fileURLToPath(new URL('../../../../features/', import.meta.url));

function sheetsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.css'))
    .map((path) => join(folder, path));
}

/** The classes that a style sheet gives a look of its own: those that stand first in a selector. */
function firstClasses(path: string): string[] {
  return [...readFileSync(path, 'utf8').matchAll(/^\s*\.([\w-]+)/gm)].map((match) => match[1] ?? '');
}

// A form is shown inside of screens, whose style sheets come after its own.
it('a class of the form view is one of no screen', () => {
  const own = new Set(sheetsIn(OWN).flatMap(firstClasses));
  expect(own).toContain('form-view-head');
  const screens = sheetsIn(SCREENS);
  expect(screens.length).toBeGreaterThan(5);
  const shared = screens.flatMap((path) =>
    firstClasses(path).flatMap((name) => (own.has(name) ? [`${path.slice(SCREENS.length)}: .${name}`] : [])),
  );
  expect(shared).toEqual([]);
});
