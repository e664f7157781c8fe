import { describe, expect, it } from 'vitest';
import { bind, opened, question, repeat, setvalue, smallForm } from '../../../test/support/small-form.ts';
import { compilePackage } from '../package/compile.ts';
import { parseXml } from '../xml/parse.ts';

describe('Submission', () => {
  it('writes attributes, entities and what is special in XML, and no character that XML forbids', () => {
    const form = opened(
      smallForm(
        { a: '', photo: '', meta: { instanceID: '', entity: { '@dataset': 'stations', '@id': '', label: '' } } },
        {
          binds: [
            bind('/data/photo', { type: 'binary' }),
            bind('/data/meta/instanceID', { preload: 'uid' }),
            bind('/data/meta/entity/@id'),
            bind('/data/meta/entity/label', { calculate: '/data/a' }),
          ],
          actions: [setvalue('/data/meta/entity/@id', 'uuid()', ['odk-instance-first-load'])],
          body: [question('/data/a'), question('/data/photo', { kind: 'upload' })],
        },
      ),
    );
    form.set('/data/a', 'a<b>&"\ud800\u0001\r');
    form.set('/data/photo', 'p.jpg');
    const { xml, instanceId, attachments } = form.form.submission();
    expect(xml).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><data id="form"><a>a&lt;b&gt;&amp;&quot;&#13;</a><photo>p.jpg</photo><meta>' +
        '<instanceID>uuid:00000000-0000-4000-8000-000000000001</instanceID>' +
        '<entity dataset="stations" id="00000000-0000-4000-8000-000000000002"><label>a&lt;b&gt;&amp;&quot;&#13;</label></entity></meta></data>',
    );
    expect(parseXml(xml).ok).toBe(true);
    expect([instanceId, attachments]).toEqual(['uuid:00000000-0000-4000-8000-000000000001', ['p.jpg']]);
  });

  it('mends a record under an id of its own, naming the one before', () => {
    const definition = smallForm(
      { a: '', 'p*': { x: '' }, meta: { instanceID: '' } },
      {
        binds: [bind('/data/meta/instanceID', { preload: 'uid' })],
        actions: [setvalue('/data/a', "'first'", ['odk-instance-first-load'])],
        body: [question('/data/a'), repeat('/data/p', [question('/data/p/x')])],
      },
    );
    const record = smallForm({
      a: 'old',
      p: [{ x: '1' }, { x: '2' }],
      meta: { instanceID: 'uuid:before' },
      gone: 'kept aside',
    }).root;
    const form = opened(definition, { record });
    expect([form.value('/data/a'), form.value('/data/p[2]/x')]).toEqual(['old', '2']);
    expect(form.form.leftovers).toEqual([{ path: '/data/gone', value: 'kept aside' }]);
    form.set('/data/a', 'new');
    const meta =
      '<meta><instanceID>uuid:00000000-0000-4000-8000-000000000001</instanceID><deprecatedID>uuid:before</deprecatedID></meta>';
    expect(form.xml()).toContain(meta);
    expect(form.xml()).toContain(meta);
  });
});

describe('Values that a record begins with', () => {
  const faultsOf = (preload: string, preloadParams: string | null) => {
    const compiled = compilePackage(smallForm({ a: '' }, { binds: [bind('/data/a', { preload, preloadParams })] }));
    return compiled.ok
      ? []
      : compiled.error.map(({ code, parameters }) => `${code} ${parameters.path} ${parameters.found}`);
  };

  it.each([
    ['patient', 'name', ['form-preload /data/a patient name']],
    ['timestamp', null, ['form-preload /data/a timestamp']],
    ['date', 'yesterday', ['form-preload /data/a date yesterday']],
    ['toString', null, ['form-preload /data/a toString']],
    ['uid', null, []],
    ['timestamp', 'end', []],
    ['date', 'today', []],
    ['property', 'deviceid', []],
  ])('are refused where the specification has none of them: %s %s', (preload, parameters, faults) => {
    expect(faultsOf(preload, parameters)).toEqual(faults);
  });
});

describe('Rules that wait for one another', () => {
  it('are refused with the paths that they belong to', () => {
    const form = smallForm(
      { a: '', b: '' },
      { binds: [bind('/data/a', { calculate: '/data/b' }), bind('/data/b', { calculate: '/data/a' })] },
    );
    const compiled = compilePackage(form);
    expect(compiled.ok ? [] : compiled.error.map((each) => [each.code, each.parameters.paths])).toEqual([
      ['form-cycle', '/data/a, /data/b'],
    ]);
  });
});
