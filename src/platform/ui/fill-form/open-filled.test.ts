import { expect, test } from 'vitest';
import { paperForm } from '../../../../test/gallery/forms/paper-form.ts';
import { must } from '../../../kernel/result.ts';
import { type FillOptions, openFilled } from './open-filled.ts';

const form = paperForm();

function open(options: Partial<FillOptions>) {
  const opened = openFilled({ ...form, record: null, draft: null, language: 'ru', ...options });
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value;
}

const recordOf = (answers: string) =>
  `<data id="sheet" version="0">${answers}<meta><instanceID>uuid:old</instanceID></meta></data>`;

test('a new form opens in the language of the reader, and has a name of its own', () => {
  const { session, aside } = open({});
  expect([session.language, aside]).toEqual(['Русский (ru)', []]);
  const { xml, instanceId } = session.submission();
  expect(instanceId).toMatch(/^uuid:/);
  expect(xml).not.toContain('deprecatedID');
});

test('what an earlier record holds is there, or is told', () => {
  const { session, aside } = open({
    record: recordOf(
      '<station>Old</station><open>yes</open><why>dark</why><seen>drums queue</seen><voters>many</voters><gone a="b">x</gone>' +
        '<person><role>clerk</role><age>7</age></person><person><role>guard</role></person>',
    ),
  });
  expect(aside).toEqual([
    { path: '/data/why', value: 'dark' },
    { path: '/data/seen', value: 'drums queue' },
    { path: '/data/gone', value: 'x' },
    { path: '/data/person[1]/age', value: '7' },
  ]);
  const { xml } = session.submission();
  expect(xml).toContain('<seen>queue</seen><voters>many</voters>');
  expect(xml).toContain('<person><role>clerk</role></person><person><role>guard</role></person>');
  expect(xml).toMatch(/deprecatedID>uuid:old</);
});

test('a correction that is gone on with corrects the same record', () => {
  const record = recordOf('<station>Old</station><open>yes</open>');
  const first = open({ record }).session;
  first.set(must(first.find('/data/station'), 'station'), 'New');
  const draft = first.draft();
  const { session, aside } = open({ record, draft });
  expect(aside).toEqual([]);
  const { xml, instanceId } = session.submission();
  expect(xml).toContain('<station>New</station>');
  expect(xml).toMatch(/deprecatedID>uuid:old</);
  expect(instanceId).not.toBe('uuid:old');
});

test('a record of another form is refused by name', () => {
  const refused = openFilled({ ...form, record: '<data id="other"/>', draft: null, language: 'en' });
  expect(refused).toMatchObject({ ok: false, error: { code: 'record-form' } });
});
