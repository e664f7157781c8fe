import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { CollectPhone } from '../../../../test/support/collect/collect-phone.ts';
import { publishForm, serveOpenRosa } from '../../../../test/support/openrosa-server.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';

const { sql } = await testDatabase();

test('a telephone with a login goes on after a restart of the server, without asking anybody', async () => {
  const server = await serveOpenRosa(sql);
  await publishForm(sql, server.missionId, { formId: 'visit' });
  const { login, password } = await server.addDevice();
  let port = server.port;
  const phone = new CollectPhone({
    get serverUrl() {
      return `http://127.0.0.1:${port}/openrosa/${server.slug}`;
    },
    login: { name: login, password },
  });
  expect((await phone.formList()).map(({ formId }) => formId)).toEqual(['visit']);
  // Another program, which knows nothing of the nonces of the first, stands for one that was started again.
  port = (await serveOpenRosa(sql)).port;
  phone.exchanges.length = 0;
  const xml = `<data id="visit"><meta><instanceID>uuid:${randomUUID()}</instanceID></meta></data>`;
  const files = [{ name: '1.png', type: 'image/png', content: Buffer.alloc(1_000_000) }];
  expect(await phone.upload({ fileName: 'visit.xml', xml, files })).toMatchObject({ isSent: true });
  const statuses = phone.exchanges.map(({ method, status }) => `${method} ${status}`);
  expect(statuses).toEqual(['HEAD 401', 'HEAD 204', 'POST 201']);
  phone.close();
});
