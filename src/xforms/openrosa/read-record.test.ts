import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANSWERED, arbitraryForm, arbitraryScript, type Step } from '../../../test/support/arbitrary-form.ts';
import { IS_LONG } from '../../../test/support/is-long.ts';
import { bind, type FilledForm, opened, question, repeat, smallForm } from '../../../test/support/small-form.ts';
import { en } from '../../platform/i18n/catalogue-en.ts';
import type { Form } from '../form/form.ts';
import { compilePackage } from '../package/compile.ts';
import { readRecord } from './read-record.ts';

const RUNS = IS_LONG ? 1000 : 100;

function coreOf(form: Form) {
  const compiled = compilePackage(form);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
  return compiled.value.core;
}

function recordOf(xml: string, form: Form) {
  const read = readRecord(xml, coreOf(form));
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

/** Answers that are shown, by their paths. */
function answersOf(form: FilledForm): ReadonlyMap<string, string> {
  const questions = form.below(form.form.root).filter((key) => form.form.describe(key).kind === 'question');
  const shown = questions.filter((key) => form.form.get(key).isRelevant);
  return new Map(shown.map((key) => [form.form.pathOf(key), form.form.get(key).value]));
}

function perform(step: Step, form: FilledForm): void {
  const copies = form.form.children(form.repeat('/data/p'));
  if (step.kind === 'add') form.form.addRepeat(form.repeat('/data/p'));
  else {
    const at = copies.length === 0 ? -1 : step.copy % copies.length;
    const copy = copies[at];
    if (step.kind === 'remove') {
      if (copy !== undefined) form.form.removeRepeat(copy);
      return;
    }
    const path = (ANSWERED[step.question] ?? '').replace('/data/p/', `/data/p[${at + 1}]/`);
    if (path.includes('[0]') || !form.get(path).isRelevant) return;
    if (path !== '/data/s' || step.value === '' || form.choices(path).includes(step.value)) form.set(path, step.value);
  }
}

const withoutMeta = (xml: string) => xml.replace(/<orx:meta>.*<\/orx:meta>/, '');
const metaOf = (xml: string) => /<orx:meta>.*<\/orx:meta>/.exec(xml)?.[0] ?? '';

describe('a record that was submitted', () => {
  it('is mended with the answers that it has: only its ids are others when it is sent again', () => {
    fc.assert(
      fc.property(arbitraryForm(false), arbitraryScript, (definition, script) => {
        const form = opened(definition);
        for (const step of script) perform(step, form);
        const { xml, instanceId } = form.form.submission();
        const read = recordOf(xml, definition);
        expect([read.instanceId, read.warnings]).toEqual([instanceId, []]);
        const mended = opened(definition, { record: read.root });
        expect(answersOf(mended)).toEqual(answersOf(form));
        expect(mended.form.leftovers).toEqual([]);
        const again = mended.form.submission();
        expect(withoutMeta(again.xml)).toBe(withoutMeta(xml));
        expect(metaOf(again.xml)).toBe(
          `<orx:meta><orx:instanceID>${again.instanceId}</orx:instanceID><orx:deprecatedID>${instanceId}</orx:deprecatedID></orx:meta>`,
        );
        // What was mended can be mended again, and names the record before it.
        const third = opened(definition, { record: recordOf(again.xml, definition).root }).form.submission();
        expect(metaOf(third.xml)).toContain(`<orx:deprecatedID>${again.instanceId}</orx:deprecatedID></orx:meta>`);
      }),
      { numRuns: RUNS },
    );
  });

  const plain = smallForm(
    { a: '', g: { b: '' }, 'p*': { x: '' }, 'orx:meta': { 'orx:instanceID': '' } },
    {
      binds: [bind('/data/orx:meta/orx:instanceID', { preload: 'uid' })],
      body: [question('/data/a'), question('/data/g/b'), repeat('/data/p', [question('/data/p/x')])],
    },
  );

  it('keeps every text as it was typed, but for what XML cannot hold', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'Ş', '𝄞', ' ', '\n', '\r', '\t', '<', '&', ']]>', '"', "'") });
    fc.assert(
      fc.property(text, text, (a, x) => {
        const form = opened(plain);
        form.set('/data/a', a);
        form.form.addRepeat(form.repeat('/data/p'));
        form.set('/data/p[1]/x', x);
        const mended = opened(plain, { record: recordOf(form.xml(), plain).root });
        expect([mended.value('/data/a'), mended.value('/data/p[1]/x')]).toEqual([a, x]);
      }),
    );
  });

  const meta = '<meta><instanceID>uuid:1</instanceID></meta>';
  const xmlOf = (content: string, head = 'id="form"') => `<data ${head}>\n${content}\n${meta}</data>`;

  it('may write its metadata with any prefix of their namespace, or with none', () => {
    for (const [prefix, declared] of [
      ['', ''],
      ['orx:', ' xmlns:orx="http://openrosa.org/xforms"'],
      ['n0:', ' xmlns:n0="http://openrosa.org/xforms/"'],
    ]) {
      const xml = `<data id="form" version="7"${declared}><a>1</a><${prefix}meta><${prefix}instanceID>uuid:1</${prefix}instanceID></${prefix}meta></data>`;
      const read = recordOf(xml, plain);
      expect([read.instanceId, read.version, read.warnings]).toEqual(['uuid:1', '7', []]);
      expect(opened(plain, { record: read.root }).value('/data/a')).toBe('1');
    }
  });

  it('is read with what the form has no place for, each path named once, and that is kept aside', () => {
    const xml = xmlOf('<a>1</a>\n<old>2</old>\n<p><x>3</x><y>4</y></p>\n<p z="5"><y>6</y></p>');
    const read = recordOf(xml, plain);
    expect(read.warnings).toEqual([
      { code: 'record-element', parameters: { line: 3, path: '/data/old' } },
      { code: 'record-element', parameters: { line: 4, path: '/data/p[1]/y' } },
      { code: 'record-attribute', parameters: { line: 5, path: '/data/p[2]/@z' } },
    ]);
    expect(opened(plain, { record: read.root }).form.leftovers).toEqual([
      { path: '/data/old', value: '2' },
      { path: '/data/p[1]/y', value: '4' },
      { path: '/data/p[2]/y', value: '6' },
    ]);
  });

  it('is refused where it has more elements than a record can have', () => {
    const read = readRecord(xmlOf('<q/>'.repeat(200_001)), coreOf(plain));
    expect(read).toMatchObject({ ok: false, error: { code: 'xml-too-many-elements' } });
  });

  it.each([
    ['<!DOCTYPE data [<!ENTITY a "b">]><data id="form"/>', 'xml-doctype', {}],
    [`<data id="form">${'<g>'.repeat(120)}`, 'xml-too-deep', { found: '100' }],
    [xmlOf('<a>1</a>', 'id="other"'), 'record-form', { found: 'other', wanted: 'form' }],
    ['<data/>', 'record-form', { found: '', wanted: 'form' }],
    [`<html id="form">${meta}</html>`, 'record-root', { found: 'html', wanted: 'data' }],
    ['<data id="form" encrypted="yes"/>', 'record-encrypted', {}],
    ['<data id="form"><a>1</a></data>', 'record-id', {}],
    [xmlOf('<a>1</a>\n<a>2</a>'), 'record-twice', { line: 3, path: '/data/a' }],
    [xmlOf('<p><x/></p>\n<p><x/><x/></p>'), 'record-twice', { line: 3, path: '/data/p[2]/x' }],
    [xmlOf('<g>\n<b/>here</g>'), 'record-text', { path: '/data/g', found: 'here' }],
    [xmlOf('<q><r/>here</q>'), 'record-text', { path: '/data/q', found: 'here' }],
    [xmlOf('\n<a><b/></a>'), 'record-inside', { line: 3, path: '/data/a', found: 'b' }],
  ])('is refused with place: %s', (xml, code, parameters) => {
    const read = readRecord(xml, coreOf(plain));
    expect(read).toMatchObject({ ok: false, error: { code, parameters } });
    expect(Object.keys(en.formFaults)).toContain(code);
  });
});
