// @vitest-environment jsdom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANSWERED, arbitraryForm, arbitraryScript, type Step } from '../../../test/support/arbitrary-form.ts';
import { IS_LONG } from '../../../test/support/is-long.ts';
import { bind, type FilledForm, opened, question, repeat, smallForm } from '../../../test/support/small-form.ts';
import { OtherEngine, type Standing } from '../../../test/support/web-forms-engine.ts';
import { writeXForm } from '../openrosa/write-xform.ts';

const RUNS = IS_LONG ? 1000 : 60;

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

const EXPRESSIONS = [
  'join("", randomize(/data/p/x, 42))',
  'join("", randomize(/data/p/x, 7.9))',
  'join("", randomize(/data/p/x, -3))',
  'round(area("0 0;0 1;1 1;1 0;0 0") div 1000)',
  'round(distance("40.4 49.9;40.5 49.8;41 48"))',
  'format-date("2024-02-07", "%Y %y %m %n %b %d %e %a")',
  'format-date-time("2024-02-07T09:05:03.120", "%H %h %M %S %3")',
  'date("2024-02-07")',
  'date(19760)',
  'base64-decode("w6nwn5iA")',
  'regex("ab1", "^[a-z]+[0-9]$")',
  'substr("abcdef", -3, -1)',
  'substr("abc", 5)',
  'substring("12345", 1.5, 2.6)',
  'round(2.5)',
  'round(1.25, 1)',
  'int(-2.7)',
  'translate("bar", "abc", "AB")',
  'normalize-space(" a  b ")',
  'selected-at("a b", 1)',
  'count-selected(" a b ")',
  'coalesce("", "x")',
  'boolean-from-string("1")',
  'checklist(1, 2, 1, 0)',
  'weighted-checklist(3, 5, 1, 2, 1, 2)',
  'max(/data/p/x)',
  'min(/data/p/x)',
  'sum(/data/p/x)',
  'count(/data/p[x > 1])',
  'indexed-repeat(/data/p/x, /data/p, 2)',
  'position(/data/p[3])',
  'concat(/data/p/x, "-")',
  'join(",", /data/p/x)',
  'pow(2, 0.5)',
  'log10(1000)',
  'exp10(2)',
  'atan2(1, 2)',
  '7 mod -3',
  '-7 mod 3',
  '1 div 3',
  '1 div 0',
  '10000000 * 10000000',
  '"2024-02-07" > "2024-02-06"',
  'not("")',
  'string-length("abc")',
  '/data/p/x = 2',
  '/data/p/x != 2',
  '/data/p/x > 3',
  'if(1, "a", "b")',
  'contains("abc", "")',
  'substring-after("a-b", "-")',
  'number("12 ")',
  'number("a")',
  'string(1 = 1)',
  'ends-with("ab", "b")',
];

describe('XPath Functions', () => {
  it('give the same as in the engine of ODK Web Forms', async () => {
    const record = {
      p: [{ x: '1' }, { x: '2' }, { x: '4' }, { x: '3' }],
      ...Object.fromEntries(EXPRESSIONS.map((_, at) => [`e${at}`, ''])),
    };
    const definition = smallForm(record, {
      binds: EXPRESSIONS.map((calculate, at) => bind(`/data/e${at}`, { calculate })),
      body: [repeat('/data/p', [question('/data/p/x')]), ...EXPRESSIONS.map((_, at) => question(`/data/e${at}`))],
    });
    const named = (standings: ReadonlyMap<string, Standing>) =>
      EXPRESSIONS.map((expression, at) => [expression, standings.get(`/data/e${at}`)?.value]);
    expect(named(standingsOf(opened(definition)))).toEqual(
      named((await OtherEngine.open(writeXForm(definition))).standings()),
    );
  });
});

describe('Bindings, Repeats, Events and Actions', () => {
  it('are as in the engine of ODK Web Forms: relevance, values, submission', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryForm(false), arbitraryScript, async (definition, script) => {
        const form = opened(definition);
        const other = await OtherEngine.open(writeXForm(definition));
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
