import { expect, test } from 'vitest';
import { READING_KINDS } from '../../features/office/security/security-event.ts';
import { composeEndpoints, composeKeyEndpoints } from './compose.ts';

/** GET endpoints of people signed in that tell nothing restricted: each was looked at. Others say what they read. */
const OPEN: readonly string[] = [
  '/api/backups',
  '/api/elections/:slug/imports',
  '/api/elections/:slug/imports/:id/files/:position',
  '/api/form-templates',
  '/api/history',
  '/api/history/acts/:id',
  '/api/history/choices',
  '/api/missions',
  '/api/missions/:mission',
  '/api/missions/:mission/api-keys',
  '/api/missions/:mission/arrivals/counts',
  '/api/missions/:mission/changes',
  '/api/missions/:mission/checks',
  '/api/missions/:mission/checks/:check',
  '/api/missions/:mission/entry-forms',
  '/api/missions/:mission/exports',
  '/api/missions/:mission/exports/choices',
  '/api/missions/:mission/exports/estimate',
  '/api/missions/:mission/forms',
  '/api/missions/:mission/forms/:form',
  '/api/missions/:mission/forms/:form/draft/files/:name',
  '/api/missions/:mission/forms/:form/draft/form.xlsx',
  '/api/missions/:mission/forms/:form/draft/paper/form.pdf',
  '/api/missions/:mission/forms/:form/draft/paper/pages',
  '/api/missions/:mission/forms/:form/versions/:number',
  '/api/missions/:mission/forms/:form/versions/:number/codebook.csv',
  '/api/missions/:mission/forms/:form/versions/:number/files/:name',
  '/api/missions/:mission/forms/:form/versions/:number/form.xlsx',
  '/api/missions/:mission/forms/:form/versions/:number/form.xml',
  '/api/missions/:mission/forms/:form/versions/:number/package.json',
  '/api/missions/:mission/forms/:form/versions/:number/paper/form.pdf',
  '/api/missions/:mission/forms/:form/versions/:number/paper/pages',
  // A tick that something changed, never what.
  '/api/missions/:mission/incidents/settings',
  '/api/missions/:mission/log',
  '/api/missions/:mission/people/settings',
  '/api/missions/:mission/plan',
  '/api/missions/:mission/plan/map',
  '/api/missions/:mission/plan/map/list',
  '/api/missions/:mission/plan/map/stations',
  '/api/missions/:mission/question-bank',
  '/api/missions/:mission/report-choices',
  '/api/missions/:mission/report-columns',
  '/api/missions/:mission/report-tally',
  '/api/missions/:mission/report-views',
  '/api/missions/:mission/samples/options',
  '/api/missions/:mission/stations',
  '/api/missions/:mission/response',
  '/api/missions/:mission/room',
  '/api/missions/:mission/room/deadlines',
  '/api/missions/:mission/room/flow',
  '/api/missions/:mission/room/incidents/wall',
  '/api/missions/:mission/room/map',
  '/api/missions/:mission/turnout',
  '/api/missions/:mission/turnout-settings',
  '/api/missions/:mission/retention',
  '/api/missions/:mission/typists',
  '/api/my-account',
  '/api/security/events',
  '/api/security/summary',
  '/api/v1/missions/:mission/forms',
  '/api/v1/missions/:mission/forms/:form/versions/:number',
  '/api/v1/missions/:mission/forms/:form/versions/:number/form.xml',
  '/api/v1/missions/:mission/forms/:form/versions/:number/package.json',
  '/api/v1/missions/:mission/log/checkpoint',
];

/** Stands for all that endpoints are made with: none of it is called. */
const anything: unknown = new Proxy(() => undefined, {
  get: (_, name) => (name === Symbol.toPrimitive ? () => '' : anything),
  apply: () => anything,
});
const ENDPOINTS = composeEndpoints(anything as Parameters<typeof composeEndpoints>[0]);
const KEYED = composeKeyEndpoints(anything as Parameters<typeof composeKeyEndpoints>[0]);
const ALL = [...ENDPOINTS.filter(({ access }) => access !== 'public'), ...KEYED].filter(
  ({ method }) => method === 'GET',
);

test('every endpoint that is read says whether it tells restricted data', () => {
  const undecided = ALL.filter(({ path, reads }) => reads === undefined && !OPEN.includes(path));
  expect(undecided.map(({ path }) => path)).toEqual([]);
  const both = ALL.filter(({ path, reads }) => reads !== undefined && OPEN.includes(path));
  expect(both.map(({ path }) => path)).toEqual([]);
  const paths = ALL.map(({ path }) => path);
  expect(OPEN.filter((path) => !paths.includes(path as (typeof paths)[number]))).toEqual([]);
});

test('each reading has words', () => {
  const params = new Proxy({}, { get: (_, name) => String(name) });
  const query = {};
  const whats = ALL.flatMap(({ reads }) => (reads === undefined ? [] : [`reading.${reads({ params, query }).what}`]));
  expect(whats.length).toBeGreaterThan(10);
  expect([...new Set(whats)].filter((what) => !READING_KINDS.includes(what))).toEqual([]);
});
