import { expect, it } from 'vitest';
import { type AccessMatrix, walkAccess } from '../../../test/support/access-walk.ts';
import { testApp } from '../../../test/support/http.ts';
import { localLists } from '../../../test/support/lists.ts';
import { testDatabase } from '../../../test/support/postgres.ts';
import { formWork } from '../../features/field/forms/routes/jobs/form-jobs.ts';
import { stoppedClock } from '../../kernel/time/clock.ts';
import { paperMessages } from '../../platform/i18n/messages/paper-messages.ts';
import { createLoadMeter } from '../../platform/jobs/load-meter.ts';
import { composeEndpoints } from './compose.ts';
import type { WayIn } from './way-in/open-way-in.ts';

/**
 * Who may call what, on the whole server. `public` endpoints about an election answer 404 for one that whoever asks may
 * not read; their own tests hold that.
 */
const MATRIX: AccessMatrix = {
  'GET /api/accounts': 'administrator',
  'POST /api/accounts/:id/disable': 'administrator',
  'POST /api/accounts/:id/enable': 'administrator',
  'PUT /api/accounts/:id/role': 'administrator',
  'GET /api/elections': 'public',
  'POST /api/elections': 'editor',
  'POST /api/elections/:slug/archive': 'administrator',
  'GET /api/elections/:slug/calendar.ics': 'public',
  'GET /api/elections/:slug/export.zip': 'public',
  'GET /api/elections/:slug/file': 'public',
  'GET /api/elections/:slug/imports': 'reader',
  'GET /api/elections/:slug/imports/:id/files/:position': 'reader',
  'GET /api/elections/:slug/places': 'public',
  'GET /api/elections/:slug/places/claims': 'public',
  'GET /api/elections/:slug/places/counts': 'public',
  'GET /api/elections/:slug/places/details': 'public',
  'GET /api/elections/:slug/places/points': 'public',
  'GET /api/elections/:slug/places/search': 'public',
  'GET /api/elections/:slug/records/:kind/:key': 'public',
  'PUT /api/elections/:slug/records/:kind/:key': 'editor',
  'POST /api/elections/:slug/records/:kind/:key/restore': 'editor',
  'POST /api/elections/:slug/records/:kind/:key/withdraw': 'editor',
  'POST /api/elections/:slug/unarchive': 'administrator',
  'POST /api/elections/:slug/visibility': 'administrator',
  'GET /api/history': 'reader',
  'GET /api/history.csv': 'reader',
  'GET /api/history/acts/:id': 'reader',
  'GET /api/history.ndjson': 'reader',
  'GET /api/history/choices': 'reader',
  'GET /api/security/events': 'administrator',
  'GET /api/security/summary': 'administrator',
  'POST /api/imports': 'editor',
  'POST /api/imports/check': 'editor',
  'POST /api/invitations': 'administrator',
  'DELETE /api/invitations/:id': 'administrator',
  'GET /api/missions': 'reader',
  'POST /api/missions': 'editor',
  'GET /api/missions/:mission': 'reader',
  'PUT /api/missions/:mission': 'editor',
  'PUT /api/missions/:mission/archival': 'administrator',
  'GET /api/missions/:mission/devices': 'reader',
  'POST /api/missions/:mission/devices': 'editor',
  'POST /api/missions/:mission/devices/several': 'editor',
  'POST /api/missions/:mission/devices/:device/secrets': 'editor',
  'POST /api/missions/:mission/devices/:device/revoke': 'editor',
  'POST /api/devices/enrol': 'public',
  'GET /api/missions/:mission/forms': 'reader',
  'POST /api/missions/:mission/forms': 'editor',
  'POST /api/missions/:mission/drafts': 'editor',
  'GET /api/missions/:mission/forms/:form': 'reader',
  'GET /api/missions/:mission/forms/:form/versions/:number': 'reader',
  'POST /api/missions/:mission/forms/:form/draft': 'editor',
  'PUT /api/missions/:mission/forms/:form/draft': 'editor',
  'DELETE /api/missions/:mission/forms/:form/draft': 'editor',
  'POST /api/missions/:mission/forms/:form/draft/upload': 'editor',
  'PUT /api/missions/:mission/forms/:form/draft/files/:name': 'editor',
  'DELETE /api/missions/:mission/forms/:form/draft/files/:name': 'editor',
  'GET /api/missions/:mission/forms/:form/draft/files/:name': 'reader',
  'GET /api/missions/:mission/forms/:form/draft/form.xlsx': 'reader',
  'POST /api/missions/:mission/forms/:form/draft/register-tables': 'editor',
  'POST /api/missions/:mission/forms/:form/publish': 'editor',
  'POST /api/missions/:mission/forms/:form/decisions': 'editor',
  'GET /api/missions/:mission/forms/:form/versions/:number/form.xlsx': 'reader',
  'GET /api/missions/:mission/forms/:form/versions/:number/form.xml': 'reader',
  'GET /api/missions/:mission/forms/:form/versions/:number/package.json': 'reader',
  'GET /api/missions/:mission/forms/:form/versions/:number/codebook.csv': 'reader',
  'GET /api/missions/:mission/forms/:form/versions/:number/files/:name': 'reader',
  'GET /api/missions/:mission/forms/:form/draft/paper/pages': 'reader',
  'GET /api/missions/:mission/forms/:form/draft/paper/form.pdf': 'reader',
  'GET /api/missions/:mission/forms/:form/versions/:number/paper/pages': 'reader',
  'GET /api/missions/:mission/forms/:form/versions/:number/paper/form.pdf': 'reader',
  'GET /api/missions/:mission/arrivals': 'reader',
  'GET /api/missions/:mission/arrivals/counts': 'reader',
  'POST /api/missions/:mission/arrivals/read-again': 'editor',
  'GET /api/missions/:mission/reports': 'reader',
  'GET /api/missions/:mission/report-tally': 'reader',
  'GET /api/missions/:mission/report-columns': 'reader',
  'GET /api/missions/:mission/report-views': 'reader',
  'POST /api/missions/:mission/report-views': 'reader',
  'PUT /api/missions/:mission/report-views/:view': 'reader',
  'DELETE /api/missions/:mission/report-views/:view': 'reader',
  'POST /api/missions/:mission/report-views/:view/restoral': 'reader',
  'GET /api/missions/:mission/reports/export.ndjson': 'reader',
  'GET /api/missions/:mission/reports/:report/files/:sha256': 'reader',
  'GET /api/missions/:mission/entry-forms': 'editor',
  'PUT /api/missions/:mission/entry-files/:file': 'editor',
  'POST /api/missions/:mission/entries': 'editor',
  'GET /api/missions/:mission/reports/:report/entries': 'reader',
  'GET /api/missions/:mission/papers': 'reader',
  'POST /api/missions/:mission/papers': 'editor',
  'POST /api/missions/:mission/papers/next': 'editor',
  'GET /api/missions/:mission/papers/:paper': 'reader',
  'GET /api/missions/:mission/papers/:paper/scan': 'reader',
  'PUT /api/missions/:mission/papers/:paper/scan': 'editor',
  'POST /api/missions/:mission/papers/:paper/withdrawal': 'editor',
  'GET /api/missions/:mission/papers/:paper/copies': 'editor',
  'POST /api/missions/:mission/papers/:paper/copies': 'editor',
  'DELETE /api/missions/:mission/papers/:paper/copies/mine': 'editor',
  'POST /api/missions/:mission/papers/:paper/settlement': 'editor',
  'GET /api/missions/:mission/typists': 'administrator',
  'GET /api/missions/:mission/log': 'reader',
  'POST /api/missions/:mission/log/alarms/:id/settle': 'administrator',
  'GET /api/missions/:mission/api-keys': 'administrator',
  'POST /api/missions/:mission/api-keys': 'administrator',
  'POST /api/missions/:mission/api-keys/:key/revocation': 'administrator',
  'GET /api/missions/:mission/reports/:report': 'reader',
  'POST /api/missions/:mission/reports/:report/erasure': 'administrator',
  'GET /api/missions/:mission/reports/:report/versions/:sha256': 'reader',
  'GET /api/missions/:mission/reports/:report/versions/:sha256/raw': 'reader',
  'GET /api/form-templates': 'reader',
  'GET /api/missions/:mission/question-bank': 'reader',
  'GET /api/my-account': 'reader',
  'PUT /api/my-account/name': 'reader',
  'POST /api/my-account/passkeys': 'reader',
  'DELETE /api/my-account/passkeys/:id': 'reader',
  'POST /api/my-account/passkeys/options': 'reader',
  'PUT /api/my-account/password': 'reader',
  'DELETE /api/my-account/password': 'reader',
  'POST /api/my-account/recovery-codes': 'reader',
  'DELETE /api/my-account/sessions/:id': 'reader',
  'POST /api/my-account/totp': 'reader',
  'GET /api/receipts/:code': 'public',
  'GET /api/receipts/:code/receipt.tlog-proof': 'public',
  'GET /api/session': 'public',
  'POST /api/session/confirm/passkey': 'reader',
  'POST /api/session/confirm/passkey/options': 'reader',
  'POST /api/session/confirm/password': 'reader',
  'GET /api/set-up': 'public',
  'POST /api/set-up/passkey': 'public',
  'POST /api/set-up/passkey/options': 'public',
  'POST /api/set-up/password': 'public',
  'POST /api/set-up/totp': 'public',
  'POST /api/sign-in/link': 'public',
  'POST /api/sign-in/passkey': 'public',
  'POST /api/sign-in/passkey/options': 'public',
  'POST /api/sign-in/password': 'public',
  'POST /api/sign-out': 'reader',
  'POST /api/sign-out-everywhere': 'reader',
};

const { sql } = await testDatabase();
const way = { blobs: { open: async () => null }, load: createLoadMeter(stoppedClock(0)) } as unknown as WayIn;
const ENDPOINTS = composeEndpoints({
  runFormJob: formWork(paperMessages),
  logFolder: '/nowhere',
  witnesses: null,
  way,
  lists: localLists(sql),
});

it('AUTHZ-03 every endpoint under every role is as documented', async () => {
  const { app } = testApp(ENDPOINTS, { sql });
  expect(ENDPOINTS.length).toBeGreaterThan(30);
  expect(await walkAccess(app, ENDPOINTS, MATRIX)).toEqual([]);
  expect(Object.keys(MATRIX).sort()).toEqual(ENDPOINTS.map(({ method, path }) => `${method} ${path}`).sort());
});

it('AUTH-13 nothing that changes state is asked for with GET', () => {
  const reading = ENDPOINTS.filter(({ method }) => method === 'GET');
  expect(reading.filter((endpoint) => endpoint.unaudited !== undefined || endpoint.body !== undefined)).toEqual([]);
});
