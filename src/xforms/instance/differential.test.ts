// @vitest-environment jsdom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANSWERED, arbitraryForm, arbitraryScript, type Step } from '../../../test/support/arbitrary-form.ts';
import { formAsXml } from '../../../test/support/form-as-xml.ts';
import { type FilledForm, opened } from '../../../test/support/small-form.ts';
import { OtherEngine, type Standing } from '../../../test/support/web-forms-engine.ts';

const RUNS = process.env['SCRUTINEER_LONG'] === '1' ? 1000 : 60;

/** Questions of a form that is open here, as the other engine tells them: what is hidden has no value. */
function standingsOf(form: FilledForm): ReadonlyMap<string, Standing> {
  const questions = form.below(form.form.root).filter((key) => form.form.describe(key).kind === 'question');
  return new Map(
    questions.map((key) => {
      const { isRelevant, value } = form.form.get(key);
      return [form.form.pathOf(key), { isRelevant, value: isRelevant ? value : '' }];
    }),
  );
}

/** The step as paths, or null where it makes no sense as the form stands. */
function perform(step: Step, form: FilledForm, other: OtherEngine | null): void {
  const copies = form.form.children(form.repeat('/data/p'));
  if (step.kind === 'add') {
    form.form.addRepeat(form.repeat('/data/p'));
    other?.addCopy('/data/p');
    return;
  }
  const copy = copies.length === 0 ? -1 : step.copy % copies.length;
  if (step.kind === 'remove') {
    const key = copies[copy];
    // With the last copy gone, the other engine does not compute sums anew.
    if (key === undefined || (other !== null && copies.length === 1)) return;
    form.form.removeRepeat(key);
    other?.removeCopy('/data/p', copy);
    return;
  }
  const path = (ANSWERED[step.question] ?? '').replace('/data/p/', `/data/p[${copy + 1}]/`);
  if (path.includes('[0]') || !form.get(path).isRelevant) return;
  if (path === '/data/s' && step.value !== '' && !form.choices(path).includes(step.value)) return;
  form.set(path, step.value);
  other?.answer(path, step.value);
}

/** Elements and texts of a record without its id, which is another one each time. */
function contentOf(xml: string): string {
  return xml
    .replace(/<\?xml[^>]*\?>/, '')
    .replace(/ xmlns(:\w+)?="[^"]*"/g, '')
    .replace(/<(orx:)?meta>.*<\/(orx:)?meta>/, '')
    .replace(/<([\w:]+)><\/\1>/g, '<$1/>');
}

describe('Bindings, Repeats, Events and Actions', () => {
  it('are as in the engine of ODK Web Forms: relevance, values, submission', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryForm(false), arbitraryScript, async (definition, script) => {
        const form = opened(definition);
        const other = await OtherEngine.open(formAsXml(definition));
        expect([...standingsOf(form)]).toEqual([...other.standings()]);
        for (const step of script) {
          perform(step, form, other);
          expect([...standingsOf(form)]).toEqual([...other.standings()]);
        }
        expect(contentOf(form.xml())).toBe(contentOf(await other.submission()));
      }),
      { numRuns: RUNS },
    );
  });

  it('are tried on forms that have rules', () => {
    const forms = fc.sample(arbitraryForm(false), 50);
    expect(
      forms.filter((form) => form.binds.filter((bind) => bind.relevant !== null).length > 2).length,
    ).toBeGreaterThan(25);
  });

  it('come to the same by following changes as by computing everything anew', () => {
    fc.assert(
      fc.property(arbitraryForm(true), arbitraryScript, (definition, script) => {
        const form = opened(definition);
        for (const step of script) perform(step, form, null);
        const again = opened(definition, { draft: form.form.draft() });
        expect([...standingsOf(again)]).toEqual([...standingsOf(form)]);
        expect(again.xml()).toBe(form.xml());
      }),
      { numRuns: RUNS * 5 },
    );
  });
});
