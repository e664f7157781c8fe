import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryForm } from '../../../test/support/arbitrary-form.ts';
import { en } from '../../platform/i18n/catalogue-en.ts';
import type { Form } from '../form/form.ts';
import { readWorkbook } from '../workbook/read-workbook.ts';
import { convertForm } from '../xlsform/convert-form.ts';
import { parseXml } from '../xml/parse.ts';
import { qualifiedName, type XmlElement } from '../xml/tree.ts';
import { readXForm } from './read-xform.ts';
import { writeXForm } from './write-xform.ts';

const EXAMPLES = new URL('../../../examples/forms/', import.meta.url);
const CASES = new URL('../../../../shared/oracles/xlsform/cases.json', import.meta.url);

function read(xml: string): Form {
  const form = readXForm(xml);
  if (!form.ok) throw new Error(JSON.stringify(form.error));
  return form.value;
}

const UNORDERED = ['model', 'translation'];

/** What a document says, whatever its white space and the order of attributes, of texts and of the parts of the model. */
function said(xml: string): unknown {
  const parsed = parseXml(xml);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return saidBy(parsed.value);
}

function saidBy(element: XmlElement): unknown {
  const children = element.children
    .filter((child) => typeof child !== 'string' || child.trim() !== '')
    .map((child) => (typeof child === 'string' ? child : saidBy(child)));
  const inOrder = UNORDERED.includes(element.name) ? children.map((child) => JSON.stringify(child)).sort() : children;
  const attributes = element.attributes
    .filter(({ value, prefix }) => value.trim() !== '' && prefix !== 'xmlns')
    .map((attribute) => `${qualifiedName(attribute)}=${attribute.value}`);
  return [qualifiedName(element), attributes.sort(), inOrder];
}

describe('XForms of another converter', () => {
  it.skipIf(!existsSync(CASES))('are read without loss, all 439 (../shared/oracles)', () => {
    const { cases } = JSON.parse(readFileSync(CASES, 'utf8')) as { cases: { oracle?: { xform?: string } | null }[] };
    const forms = cases.flatMap(({ oracle }) => oracle?.xform ?? []);
    expect(forms).toHaveLength(439);
    for (const xml of forms) {
      const written = writeXForm(read(xml));
      expect(said(written)).toEqual(said(xml));
      expect(writeXForm(read(written))).toBe(written);
    }
  });
});

describe('what is written', () => {
  it('is read as the form that it was, for generated forms', () => {
    fc.assert(
      fc.property(arbitraryForm(true), (generated) => {
        const form = { ...generated, version: null };
        expect(read(writeXForm(form))).toEqual(form);
      }),
      { numRuns: 200 },
    );
  });

  it('is read as the form that it was, for forms for observers', () => {
    const files = readdirSync(EXAMPLES).filter((file) => file.endsWith('.xlsx'));
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) {
      const workbook = readWorkbook(readFileSync(new URL(file, EXAMPLES)), file);
      const converted = workbook.ok ? convertForm(workbook.value, { formName: 'data', fallbackId: 'form' }) : workbook;
      if (!converted.ok) throw new Error(JSON.stringify(converted.error));
      // An XForm has one title.
      const { titles: _, ...form } = converted.value.form;
      expect(read(writeXForm(form))).toEqual(form);
      expect(writeXForm(read(writeXForm(form)))).toBe(writeXForm(form));
    }
  });
});

const WRITTEN_OTHERWISE = `
  <html xmlns="http://www.w3.org/1999/xhtml" xmlns:f="http://www.w3.org/2002/xforms" xmlns:jr="http://openrosa.org/javarosa"
    xmlns:openrosa="http://openrosa.org/xforms/" xmlns:k="http://www.opendatakit.org/xforms" xmlns:own="urn:own">
    <head>
      <title> Visit </title>
      <f:model>
        <f:instance>
          <visit xmlns="urn:visit" id="visit" openrosa:version="3">
            <person jr:template=""><name>Ann</name><age/></person>
            <note own:kind="x"> two words </note>
            <photo/>
            <openrosa:meta><openrosa:instanceID/></openrosa:meta>
          </visit>
        </f:instance>
        <f:instance id="tree"><list><item code="1">One</item></list></f:instance>
        <f:instance id="table" xmlns=""><root><item><b>1</b></item><item><a>2</a><b/></item></root></f:instance>
        <f:instance id="file" src="jr://file/x.xml"><root/></f:instance>
        <f:itext>
          <f:translation lang="English" default=""><f:text id="it's"><f:value>Name of <f:output value="../age"/>?</f:value>
            <f:value form="audio">jr://audio/a.mp3</f:value></f:text></f:translation>
          <f:translation lang="Русский"><f:text id="other"><f:value/></f:text><f:text id="it's"><f:value>Имя</f:value></f:text></f:translation>
        </f:itext>
        <f:bind id="n" nodeset="person/name" type="xsd:string" required="" jr:constraintMsg="jr:itext('other')" own:more="1"/>
        <f:bind nodeset="/visit/openrosa:meta/openrosa:instanceID" preload="uid"/>
        <f:bind nodeset="note/@own:kind" calculate="1"/>
        <f:setvalue bind="n" event="xforms-ready odk-instance-load">Ann</f:setvalue>
        <k:setgeopoint ref="/visit/note" event="odk-instance-first-load"/>
        <f:submission openrosa:auto-send="true" method="post" own:key="v"/>
      </f:model>
    </head>
    <body class="pages">
      <f:group>
        <f:label>People</f:label>
        <f:repeat nodeset="person" jr:noAddRemove="true()" jr:count="2">
          <f:setvalue ref="age" event="odk-new-repeat" value="1 + 1"/>
          <f:input ref="./name"><f:label ref='jr:itext("it&apos;s")'>kept for old clients</f:label></f:input>
          <k:rank bind="n"><f:item><f:value> a </f:value><f:label>A</f:label></f:item></k:rank>
        </f:repeat>
      </f:group>
      <f:select1 ref="note" appearance="minimal" own:x="y">
        <f:label ref="../title"/>
        <f:itemset nodeset="instance('table')/root/item"><f:value ref="a"/><f:label ref="jr:itext(b)"/></f:itemset>
        <f:setvalue ref="../person/age" event="xforms-value-changed"/>
      </f:select1>
      <f:upload ref="photo" mediatype="osm/*"><f:tag key="building"><f:label>B</f:label></f:tag></f:upload>
    </body>
  </html>`;

describe('an XForm of another hand', () => {
  const form = read(WRITTEN_OTHERWISE);

  it('names its record, version and data', () => {
    expect([form.title, form.id, form.version, form.style]).toEqual(['Visit', 'visit', '3', 'pages']);
    const node = { attributes: new Map(), value: null, children: [], isTemplate: false };
    const meta = { ...node, name: 'openrosa:meta', children: [{ ...node, name: 'openrosa:instanceID' }] };
    expect(form.root.children).toEqual([
      {
        ...node,
        name: 'person',
        isTemplate: true,
        children: [
          { ...node, name: 'name', value: 'Ann' },
          { ...node, name: 'age' },
        ],
      },
      { ...node, name: 'note', value: ' two words ', attributes: new Map([['own:kind', 'x']]) },
      { ...node, name: 'photo' },
      meta,
    ]);
    expect(form.instances).toMatchObject([
      { kind: 'tree', id: 'tree', root: { children: [{ value: 'One', attributes: new Map([['code', '1']]) }] } },
      {
        kind: 'internal',
        id: 'table',
        items: {
          columns: ['a', 'b'],
          rows: [
            [null, '1'],
            ['2', ''],
          ],
        },
      },
      { kind: 'external', id: 'file', src: 'jr://file/x.xml' },
    ]);
    expect(form.namespaces.get('openrosa')).toBe('http://openrosa.org/xforms/');
    expect(form.submission).toMatchObject({
      autoSend: 'true',
      method: 'post',
      attributes: new Map([['own:key', 'v']]),
    });
  });

  it('has absolute paths of binds, actions and controls', () => {
    expect(form.binds.map(({ nodeset }) => nodeset)).toEqual([
      '/visit/person/name',
      '/visit/openrosa:meta/openrosa:instanceID',
      '/visit/note/@own:kind',
    ]);
    expect(form.binds[0]).toMatchObject({
      required: null,
      constraintMessage: { kind: 'itext', id: 'other' },
      attributes: new Map([
        ['id', 'n'],
        ['own:more', '1'],
      ]),
    });
    expect(form.binds[1]?.preload).toBe('uid');
    expect(form.actions).toMatchObject([
      {
        kind: 'setvalue',
        ref: '/visit/person/name',
        events: ['odk-instance-first-load', 'odk-instance-load'],
        text: 'Ann',
      },
      { kind: 'setgeopoint', ref: '/visit/note' },
    ]);
    expect(form.body).toMatchObject([
      {
        kind: 'group',
        ref: null,
        children: [
          {
            kind: 'repeat',
            nodeset: '/visit/person',
            isFixed: true,
            count: '2',
            actions: [{ ref: '/visit/person/age', value: '1 + 1' }],
            children: [
              { kind: 'input', ref: '/visit/person/name', label: { kind: 'itext', id: "it's" } },
              { kind: 'rank', ref: '/visit/person/name', choices: { kind: 'items', items: [{ value: 'a' }] } },
            ],
          },
        ],
      },
      {
        kind: 'select1',
        ref: '/visit/note',
        label: { kind: 'inline', pieces: [{ output: '../title' }] },
        choices: { kind: 'itemset', value: 'a', label: 'jr:itext(b)' },
        actions: [{ ref: '/visit/person/age', value: null, text: null }],
      },
      { kind: 'upload', attributes: new Map([['mediatype', 'osm/*']]), tags: [{ key: 'building' }] },
    ]);
  });

  it('has its texts in every language', () => {
    expect(form.languages).toEqual([
      { name: 'English', isDefault: true },
      { name: 'Русский', isDefault: false },
    ]);
    expect([...form.itext.keys()]).toEqual(['other', "it's"]);
    expect(form.itext.get("it's")?.get('English')).toEqual([
      { form: null, pieces: ['Name of ', { output: '../age' }, '?'] },
      { form: 'audio', pieces: ['jr://audio/a.mp3'] },
    ]);
  });

  it('is written and read as the same form', () => {
    expect(read(writeXForm(form))).toEqual(form);
  });
});

/** A small form with something else in place of a part. */
function withPart(part: 'head' | 'model' | 'instance' | 'body' | 'html', text: string): string {
  const parts = {
    html: '',
    head: '<h:title>T</h:title>',
    instance: '<data id="d"><a/><b/></data>',
    model: '',
    body: '<input ref="/data/a"><label>A</label></input>',
    [part]: text,
  };
  return `<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa">
<h:head>${parts.head}<model><instance>${parts.instance}</instance>
${parts.model}
</model></h:head><h:body>
${parts.body}
</h:body>${parts.html}</h:html>`;
}

function faultOf(xml: string): string {
  const form = readXForm(xml);
  return form.ok ? 'read' : `${form.error.code} ${form.error.parameters.line}`;
}

describe('an XForm that cannot be understood is refused with its line', () => {
  it.each([
    ['head', '', 'xform-missing 2'],
    ['head', '<h:title/><h:title/>', 'xform-twice 2'],
    ['head', '<h:title/><h:script/>', 'xform-element 2'],
    ['html', '<h:body/>', 'xform-twice 6'],
    ['html', 'text', 'xform-text 1'],
    ['instance', '', 'xform-missing 2'],
    ['instance', '<data/>', 'xform-missing 2'],
    ['instance', '<data id="d"/><more/>', 'xform-twice 2'],
    ['instance', '<data id="d">text<a/></data>', 'xform-text 2'],
    ['model', '<instance><root/></instance>', 'xform-missing 3'],
    ['model', '<instance id="i"/>', 'xform-missing 3'],
    ['model', '<instance id="i" src="jr://file/a"/><instance id="i" src="jr://file/b"/>', 'xform-twice 3'],
    ['model', '<bind/>', 'xform-missing 3'],
    ['model', '<bind nodeset="/data/a"/>\n<bind nodeset="a"/>', 'xform-twice 4'],
    ['model', '<bind nodeset="/data/a[1]"/>', 'xform-path 3'],
    ['model', '<bind nodeset="../../../a"/>', 'xform-path 3'],
    ['model', '<bind nodeset="//a"/>', 'xform-path 3'],
    ['model', '<bind nodeset="/data/@a/b"/>', 'xform-path 3'],
    ['model', '<bind nodeset="/"/>', 'xform-path 3'],
    ['model', '<bind nodeset="/data/a"><bind nodeset="b"/></bind>', 'xform-element 3'],
    ['model', '<setvalue ref="/data/a" value="1"/>', 'xform-missing 3'],
    ['model', '<setvalue event="odk-instance-first-load"/>', 'xform-missing 3'],
    ['model', '<setvalue event="odk-instance-first-load" bind="nobody"/>', 'xform-path 3'],
    ['model', '<itext/><itext/>', 'xform-twice 3'],
    ['model', '<itext><translation/></itext>', 'xform-missing 3'],
    ['model', '<itext><translation lang="a"/><translation lang="a"/></itext>', 'xform-twice 3'],
    ['model', '<itext><translation lang="a"><text id="a"/><text id="a"/></translation></itext>', 'xform-twice 3'],
    ['model', '<itext><translation lang="a"><text id="a"><b/></text></translation></itext>', 'xform-element 3'],
    ['model', '<action/>', 'xform-element 3'],
    ['model', '<bind xmlns:jr="urn:x" nodeset="a"/>', 'xform-prefix 3'],
    ['model', '<bind xmlns:x="urn:x" nodeset="a"/><bind xmlns:x="urn:y" nodeset="b"/>', 'xform-prefix 3'],
    ['body', '<input><label/></input>', 'xform-missing 5'],
    ['body', '<input ref="/data/a"><label/><label/></input>', 'xform-twice 5'],
    ['body', '<input ref="/data/a"><label><b>A</b></label></input>', 'xform-element 5'],
    ['body', '<input ref="/data/a"><label><output/></label></input>', 'xform-missing 5'],
    ['body', '<input ref="/data/a"><help/></input>', 'xform-element 5'],
    ['body', '<textarea ref="/data/a"/>', 'xform-element 5'],
    ['body', '<input xmlns="urn:x" ref="/data/a"/>', 'xform-element 5'],
    ['body', '<repeat nodeset="/data/a"><label/></repeat>', 'xform-element 5'],
    ['body', '<repeat nodeset="/data/a" jr:noAddRemove="perhaps"/>', 'xform-attribute 5'],
    ['body', '<group><setvalue ref="/data/a" event="e"/></group>', 'xform-element 5'],
    ['body', '<select1 ref="/data/a"><item><label/></item></select1>', 'xform-missing 5'],
    ['body', '<select1 ref="/data/a"><item><value/><copy/></item></select1>', 'xform-element 5'],
    ['body', '<select1 ref="/data/a"><itemset nodeset="b"><value ref="c"/></itemset></select1>', 'xform-missing 5'],
    ['body', '<select1 ref="a"><itemset nodeset="b"/><item><value/></item></select1>', 'xform-element 5'],
    ['body', 'text', 'xform-text 4'],
  ] as const)('%s: %s', (part, text, fault) => {
    expect(faultOf(withPart(part, text))).toBe(fault);
  });

  it('as XML and as a document', () => {
    expect(faultOf('<a>')).toMatch(/^xml-tags/);
    expect(faultOf('<a/>')).toBe('xform-element 1');
    expect(faultOf(withPart('model', ''))).toBe('read');
  });

  it('and never throws, whatever is missing or out of place', () => {
    const pieces = WRITTEN_OTHERWISE.split(/(?=<)/);
    const places = fc.tuple(fc.nat(pieces.length - 1), fc.nat(pieces.length - 1));
    let refused = 0;
    fc.assert(
      fc.property(fc.array(places, { minLength: 1, maxLength: 3 }), (moves) => {
        const moved = [...pieces];
        for (const [from, to] of moves) moved.splice(to, 0, ...moved.splice(from, from % 2 === 0 ? 1 : 2));
        const form = readXForm(moved.join(''));
        if (form.ok) return;
        refused += 1;
        expect(Object.keys(en.formFaults)).toContain(form.error.code);
      }),
      { numRuns: 2000 },
    );
    expect(refused).toBeGreaterThan(100);
  });
});
