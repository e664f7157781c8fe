import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type Answered, publishForm, serveOpenRosa } from '../../../../test/support/openrosa-server.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';

const { sql } = await testDatabase();
const server = await serveOpenRosa(sql);
const device = await server.addDevice();
const base = `/openrosa/${server.slug}/key/${device.token}`;
const FILES = { 'stations.csv': 'code,name\n1,Şəki\n', 'ballot & box.png': '\u0001PNG' };
const published = { formId: 'visit of station', title: 'Opening & voting', version: '7', files: FILES };
const xform = await publishForm(sql, server.missionId, published);
await publishForm(sql, server.missionId, { formId: 'gone', state: 'retired' });
await publishForm(sql, server.missionId, { formId: 'plain', version: null });

const md5 = (content: string | Buffer) => createHash('md5').update(content).digest('hex');
const origin = `http://127.0.0.1:${server.port}`;
const link = `${origin}${base}/forms/visit%20of%20station/1`;
const pathOf = (address: string) => address.slice(origin.length);
const known = ({ headers }: Answered) => ({ 'If-None-Match': headers.etag ?? '' });

describe('formList', () => {
  test('200: id, name (escaped), version, hash, links with the token, percent-encoded', async () => {
    const list = await server.send(`${base}/formList`);
    expect([list.status, list.headers['content-type']]).toEqual([200, 'text/xml; charset=utf-8']);
    expect(list.headers['x-openrosa-version']).toBe('1.0');
    expect(list.text).toContain('<xforms xmlns="http://openrosa.org/xforms/xformsList">');
    expect(list.text).toContain(
      `<xform><formID>visit of station</formID><name>Opening &amp; voting</name><version>7</version><hash>md5:${md5(xform)}</hash><downloadUrl>${link}/form.xml</downloadUrl><manifestUrl>${link}/manifest</manifestUrl></xform>`,
    );
  });

  test('has no version where the author gave none, and no manifest where no files are', async () => {
    const { text } = await server.send(`${base}/formList?formID=plain`);
    expect(text).toMatch(/<formID>plain<\/formID><name>A form<\/name><hash>/);
    expect(text).not.toContain('manifestUrl');
  });

  test('retired forms are not listed; their versions can be fetched still', async () => {
    expect((await server.send(`${base}/formList`)).text).not.toContain('gone');
    expect((await server.send(`${base}/forms/gone/1/form.xml`)).status).toBe(200);
  });

  test('with If-None-Match: 304, until something is published', async () => {
    const list = await server.send(`${base}/formList`);
    const again = await server.send(`${base}/formList`, { headers: known(list) });
    expect([again.status, again.text, again.headers['x-openrosa-version']]).toEqual([304, '', '1.0']);
    await publishForm(sql, server.missionId, { formId: 'plain', version: '2', number: 2 });
    expect((await server.send(`${base}/formList`, { headers: known(list) })).status).toBe(200);
  });

  test('?formID=other: empty list', async () => {
    const list = await server.send(`${base}/formList?formID=other`);
    expect([list.status, list.text.includes('<xform>')]).toEqual([200, false]);
  });

  test('of a mission with no form: 200, empty list', async () => {
    const other = await serveOpenRosa(sql);
    const { token } = await other.addDevice();
    const list = await other.send(`/openrosa/${other.slug}/key/${token}/formList`);
    expect([list.status, list.text.includes('<xform>')]).toEqual([200, false]);
  });

  test('is sent compressed to who takes that', async () => {
    const list = await server.send(`${base}/formList`, { headers: { 'Accept-Encoding': 'gzip' } });
    expect([list.status, list.headers['content-encoding']]).toEqual([200, 'gzip']);
  });
});

describe('what is fetched', () => {
  test.each(['1.0', undefined])(
    'form download: its md5 is the hash, with or without the version header',
    async (version) => {
      const form = await server.send(pathOf(`${link}/form.xml`), { headers: { 'X-OpenRosa-Version': version } });
      expect([form.status, form.text, md5(form.bytes)]).toEqual([200, xform, md5(xform)]);
      expect(form.headers['content-type']).toContain('text/xml');
      const again = await server.send(pathOf(`${link}/form.xml`), { headers: known(form) });
      expect(again.status).toBe(304);
    },
  );

  test('manifest: each file with its hash and link', async () => {
    const manifest = await server.send(pathOf(`${link}/manifest`));
    expect(manifest.headers['content-type']).toBe('text/xml; charset=utf-8');
    expect(manifest.text).toContain('<manifest xmlns="http://openrosa.org/xforms/xformsManifest">');
    expect(manifest.text).toContain(
      `<mediaFile><filename>ballot &amp; box.png</filename><hash>md5:${md5(FILES['ballot & box.png'])}</hash><downloadUrl>${link}/media/ballot%20%26%20box.png</downloadUrl></mediaFile>`,
    );
    expect((await server.send(pathOf(`${link}/manifest`), { headers: known(manifest) })).status).toBe(304);
  });

  test('media download: its md5 is the hash, as attachment with filename*', async () => {
    for (const [name, content] of Object.entries(FILES)) {
      const media = await server.send(pathOf(`${link}/media/${encodeURIComponent(name)}`));
      expect([media.status, md5(media.bytes)]).toEqual([200, md5(content)]);
      expect(media.headers['content-disposition']).toBe(`attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
      const again = await server.send(pathOf(`${link}/media/${encodeURIComponent(name)}`), { headers: known(media) });
      expect(again.status).toBe(304);
    }
  });

  test.each([
    'forms/visit%20of%20station/2/form.xml',
    'forms/visit%20of%20station/x/form.xml',
    'forms/%00/1/form.xml',
    'forms/never/1/manifest',
    'forms/visit%20of%20station/1/media/other.csv',
    'elsewhere',
  ])('what is not there: 404 in OpenRosa XML: %s', async (path) => {
    const reply = await server.send(`${base}/${path}`);
    expect([reply.status, reply.headers['x-openrosa-version']]).toEqual([404, '1.0']);
    expect(reply.text).toMatch(/^<OpenRosaResponse/);
  });
});

describe('HEAD submission', () => {
  test('204, the version, the limit, empty body', async () => {
    const head = await server.send(`${base}/submission`, { method: 'HEAD' });
    expect([head.status, head.text]).toEqual([204, '']);
    expect(head.headers).toMatchObject({
      'x-openrosa-version': '1.0',
      'x-openrosa-accept-content-length': '100000000',
      date: expect.stringContaining('GMT'),
    });
  });

  test.each([
    ['HEAD', 'submission', undefined],
    ['HEAD', 'submission', '2.0'],
    ['GET', 'formList', undefined],
    ['GET', 'formList', '2.0'],
  ])('%s %s without version header or with 2.0: 400: %s', async (method, path, version) => {
    const reply = await server.send(`${base}/${path}`, { method, headers: { 'X-OpenRosa-Version': version } });
    expect([reply.status, reply.headers['x-openrosa-version']]).toEqual([400, '1.0']);
    if (method === 'GET') expect(reply.text).toMatch(/^<OpenRosaResponse/);
  });

  test('GET: 405', async () => {
    expect((await server.send(`${base}/submission`)).status).toBe(405);
  });
});

test('links keep the name by which the telephone reached us', async () => {
  const names = [
    ['observers.example', 'http://observers.example'],
    ['10.0.2.2:8391', 'http://10.0.2.2:8391'],
    ['"><x', 'http://observers.example'],
  ];
  for (const [host = '', wanted] of names) {
    const { text } = await server.send(`${base}/formList`, { headers: { Host: host } });
    if (text.includes('<xform>')) expect(text).toContain(`<downloadUrl>${wanted}/openrosa/`);
  }
});
