// @vitest-environment jsdom
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openFormFile } from '../src/apps/cli/forms/open-form-file.ts';
import { makeCodebook } from '../src/xforms/form/codebook.ts';
import { writeXForm } from '../src/xforms/openrosa/write-xform.ts';
import { readWorkbook } from '../src/xforms/workbook/read-workbook.ts';
import { OtherEngine } from '../test/support/web-forms-engine.ts';
import { makeTemplates, templateNames } from './templates/make-templates.ts';

// The environment of a browser has no address of this file.
const ROOT = `${process.cwd()}/`;
const FOLDER = `${ROOT}examples/forms/`;
const names = templateNames(ROOT);
const LANGUAGES = ['English (en)', 'Русский (ru)', 'Azərbaycanca (az)'];
const files = new Map(
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.csv'))
    .map((file) => [file, readFileSync(FOLDER + file, 'utf8')]),
);

describe('the forms for observers', () => {
  it('are seven', () => {
    const wanted = ['closing-and-count', 'incident', 'meeting', 'opening', 'protocol', 'tabulation', 'voting'];
    expect(names.sort()).toEqual(wanted);
  });

  it.each(names)('%s: the workbook says what its text says', (name) => {
    const made = makeTemplates(ROOT).find(({ path }) => path.endsWith(`/${name}.xlsx`));
    const kept = new Uint8Array(readFileSync(`${FOLDER}${name}.xlsx`));
    expect(kept).toEqual(made?.bytes);
    const fromText = readWorkbook(new Uint8Array(readFileSync(`${FOLDER}${name}.md`)), `${name}.md`);
    expect(readWorkbook(kept, `${name}.xlsx`)).toEqual(fromText);
  });

  it.each(names)('%s: no warning, three languages, at most 40 questions', (name) => {
    const { converted, compiled, faults } = openFormFile(`${FOLDER}${name}.xlsx`);
    expect(faults).toEqual([]);
    expect(compiled?.core.languages).toEqual(LANGUAGES);
    if (converted === null) throw new Error(`${name} did not convert`);
    const asked = makeCodebook(converted.form).filter(({ control }) => control !== 'calculate');
    expect(asked.length).toBeLessThanOrEqual(40);
    for (const { labels, path } of asked) expect(Object.keys(labels), path).toEqual(LANGUAGES);
    const gaps = [...converted.form.itext].filter(([, byLanguage]) =>
      [...byLanguage.values()].some((values) => values.some(({ pieces }) => pieces.join() === '-')),
    );
    expect(gaps.map(([id]) => id)).toEqual([]);
  });

  it.each(names)('%s: the engine of ODK Web Forms opens it', async (name) => {
    const { converted } = openFormFile(`${FOLDER}${name}.xlsx`);
    if (converted === null) throw new Error(`${name} did not convert`);
    const other = await OtherEngine.open(writeXForm(converted.form), files);
    expect(other.standings().size).toBeGreaterThan(5);
  });
});
