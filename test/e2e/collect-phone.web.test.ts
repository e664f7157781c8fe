import { createHash, randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { CollectPhone, type PhoneSettings, type Uploaded } from '../support/collect/collect-phone.ts';
import type { InstanceFile } from '../support/collect/split-instance.ts';
import { fieldMission } from '../support/field-mission.ts';
import { eventually } from '../support/open-page.ts';
import { testServer } from '../support/server.ts';
import { PICTURE, STATIONS, VISIT_ID, VISIT_TITLE, visitForm } from '../support/visit-form.ts';

const server = await testServer();
const mission = await fieldMission(server, 'coast');
await mission.publish(visitForm('1'));

function phoneOf(settings: PhoneSettings): CollectPhone {
  return opened(new CollectPhone(settings));
}

function opened(phone: CollectPhone): CollectPhone {
  afterAll(() => phone.close());
  return phone;
}

async function newPhone(): Promise<CollectPhone> {
  const { qr } = await mission.addDevice('Phone');
  return opened(CollectPhone.scan(qr));
}

function record(files: readonly InstanceFile[] = [], { id = randomUUID() as string, corrects = '' } = {}) {
  const [photo] = files;
  const answers = `<station>S2</station><who>Şəki</who><voters>7</voters><photo>${photo?.name ?? ''}</photo>`;
  const edit = corrects === '' ? '' : `<orx:deprecatedID>uuid:${corrects}</orx:deprecatedID>`;
  const xml = `<?xml version='1.0' ?><data id="${VISIT_ID}" version="1" xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"><start>2024-02-07T08:00:00.000+04:00</start><today>2024-02-07</today>${answers}<orx:meta><orx:instanceID>uuid:${id}</orx:instanceID>${edit}</orx:meta></data>`;
  return { fileName: `${VISIT_ID}_2024-02-07_08-00-00.xml`, xml, files };
}

const picture = (name: string, content: Buffer = PICTURE): InstanceFile => ({ name, type: 'image/png', content });
const codeOf = ({ message }: Uploaded) => /^Received\. Receipt: (\S+)$/.exec(message)?.[1] ?? message;
const linesOf = (phone: CollectPhone) =>
  phone.exchanges.splice(0).map(({ method, path, status }) => {
    const name = path.replace(/\?.*/, '').split('/').at(-1);
    return `${method} ${name} ${status}`;
  });

describe('a telephone that has scanned the code of its device', () => {
  test('fetches the form with its files, and asks for nothing twice', async () => {
    const phone = await newPhone();
    const [form, ...others] = await phone.formList();
    expect(others).toEqual([]);
    expect(form).toMatchObject({ formId: VISIT_ID, name: VISIT_TITLE, version: '1' });
    const { xml, files } = await phone.download(form as never);
    expect(xml).toContain('jr://images/emblem.png');
    expect(files).toEqual(
      new Map([
        ['stations.csv', Buffer.from(STATIONS)],
        ['emblem.png', PICTURE],
      ]),
    );
    const names = ['formList', 'form.xml', 'manifest', 'emblem.png', 'stations.csv'];
    expect(linesOf(phone)).toEqual(names.map((name) => `GET ${name} 200`));
    expect(await phone.formList()).toEqual([form]);
    expect((await phone.download(form as never)).files).toEqual(files);
    expect(linesOf(phone)).toEqual(names.map((name) => `GET ${name} 304`));
  });

  test('asks first, sends once, and shows the receipt; what it sent is read', async () => {
    const phone = await newPhone();
    const photo = picture('1707285600000.png');
    const answer = await phone.upload(record([photo]));
    expect(linesOf(phone)).toEqual(['HEAD submission 204', 'POST submission 201']);
    expect(answer.isSent).toBe(true);
    const version = await mission.readVersion(codeOf(answer));
    expect(version).toMatchObject({ state: 'read', flags: [], form: VISIT_ID, channel: 'odk' });
    expect(version.answers).toMatchObject({ '/data/station': 'S2', '/data/who': 'Şəki', '/data/photo': photo.name });
    const { files } = await mission.report(version.reportId);
    expect(files).toEqual([expect.objectContaining({ name: photo.name, bytes: PICTURE.length })]);
  });

  test('sends what it did not hear of again: the same receipt', async () => {
    const [phone, instance] = [await newPhone(), record()];
    const answers = [await phone.upload(instance), await phone.upload(instance)];
    expect(answers.map(({ isSent }) => isSent)).toEqual([true, true]);
    expect(codeOf(answers[0] as Uploaded)).toBe(codeOf(answers[1] as Uploaded));
  });

  test('sends an edit of what it sent: another version of the same report', async () => {
    const [phone, id] = [await newPhone(), randomUUID()];
    const first = await mission.readVersion(codeOf(await phone.upload(record([], { id }))));
    const edit = await mission.readVersion(codeOf(await phone.upload(record([], { corrects: id }))));
    expect(edit).toMatchObject({ number: 2, deprecatedId: `uuid:${id}`, state: 'read', flags: [] });
    const { versions } = await mission.report(edit.reportId);
    expect(versions.map(({ index }) => index)).toEqual([first.index, edit.index]);
  });

  test('splits more than 101 files into requests; all are of one report, with one receipt', async () => {
    const phone = await newPhone();
    const photos = Array.from({ length: 205 }, (_, at) => picture(`şəkil ${at}.png`, Buffer.from(`${at}`)));
    const instance = record([picture('named.png'), ...photos]);
    const answer = await phone.upload({ ...instance, files: instance.files.toReversed() });
    const posts = phone.exchanges.filter(({ method }) => method === 'POST');
    expect(posts.map(({ status }) => status)).toEqual([201, 201, 201]);
    const isIncomplete = posts.map(({ body }) => body?.includes('name="*isIncomplete*"'));
    expect(isIncomplete).toEqual([true, true, false]);
    const { reportId } = await mission.readVersion(codeOf(answer));
    const { versions, files } = await mission.report(reportId);
    expect([versions.length, new Set(files.map(({ name }) => name)).size]).toEqual([1, 200]);
    // The one that its answers name came last of all, and is not among those that are shown.
    expect(await mission.missingFiles(reportId)).toEqual([]);
  });

  test('splits by the size that the server says it takes', async () => {
    const phone = await newPhone();
    const files = ['a.mp4', 'b.mp4', 'c.mp4'].map((name, at) => picture(name, Buffer.alloc(45_000_000, at)));
    const answer = await phone.upload(record(files));
    expect(linesOf(phone)).toEqual(['HEAD submission 204', 'POST submission 201', 'POST submission 201']);
    const { files: kept } = await mission.report((await mission.readVersion(codeOf(answer))).reportId);
    const hashes = files.map(({ content }) => createHash('sha256').update(content).digest('hex'));
    expect(kept.map(({ sha256 }) => sha256).sort()).toEqual(hashes.sort());
  });

  test('sees that a form has another version, and sends records of the old one still', async () => {
    const phone = await newPhone();
    const [old] = await phone.formList();
    await mission.publish(visitForm('2'), 'One more question');
    const [form] = await phone.formList();
    expect([form?.version, form?.hash === old?.hash]).toEqual(['2', false]);
    await phone.download(form as never);
    const version = await mission.readVersion(codeOf(await phone.upload(record())));
    expect(version).toMatchObject({ state: 'read', formVersion: '1' });
  });
});

describe('a telephone with a login', () => {
  test.each([
    ['SHA-256', false],
    ['MD5', true],
  ])('answers the challenge for %s once, and goes on with it for every request', async (algorithm, isOld) => {
    const { login } = await mission.addDevice('Phone with login', `phone-${algorithm}`);
    if (login === null) throw new Error('No login');
    const phone = phoneOf({ serverUrl: login.url, login, isOld });
    const [form] = await phone.formList();
    await phone.download(form as never);
    const answer = await phone.upload(record([picture('1.png')]));
    const sent = phone.exchanges.map(({ headers }) => headers.Authorization ?? '');
    expect(sent.map((line) => /nc=0*(\d+)/.exec(line)?.[1])).toEqual([undefined, ...'1234567']);
    expect(sent.at(-1)).toContain(`algorithm=${algorithm}`);
    expect(linesOf(phone)).toEqual([
      'GET formList 401',
      ...['GET formList 200', 'GET form.xml 200', 'GET manifest 200', 'GET emblem.png 200', 'GET stations.csv 200'],
      ...['HEAD submission 204', 'POST submission 201'],
    ]);
    expect(await mission.readVersion(codeOf(answer))).toMatchObject({ state: 'read' });
  });

  test('that is wrong is asked for, and nothing is sent', async () => {
    const { login } = await mission.addDevice('Phone', 'wrong');
    if (login === null) throw new Error('No login');
    const phone = phoneOf({ serverUrl: login.url, login: { name: login.name, password: 'other' } });
    expect(await phone.upload(record())).toEqual({ isSent: false, message: 'Enter your login' });
    expect(linesOf(phone)).toEqual(['HEAD submission 401', 'HEAD submission 401']);
  });

  test('of a device that was withdrawn is asked for, and nothing is sent', async () => {
    const { login, id } = await mission.addDevice('Phone', 'withdrawn');
    if (login === null) throw new Error('No login');
    const phone = phoneOf({ serverUrl: login.url, login });
    await phone.formList();
    const done = await server.run(['device', 'revoke', id, '--mission', 'coast', '--reason', 'lost']);
    expect(done.status).toBe(0);
    await eventually(() => phone.formList().catch(({ message }) => message)).toBe('Enter your login');
    expect(await phone.upload(record())).toEqual({ isSent: false, message: 'Enter your login' });
  });
});
