import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { testApp } from '../../../../test/support/http.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { isExercise, type ObservationMission } from './observation-mission.ts';
import { missionEndpoints } from './routes.ts';

const { sql } = await testDatabase();
const { call } = testApp(missionEndpoints, { sql });

it('lists exercises behind missions, and never renames one', async () => {
  for (const slug of ['exercise-coast', 'zebra-coast', 'coast'])
    await call('editor', 'POST /api/missions', { id: randomUUID(), slug, name: { en: 'Coast' }, election: null });
  const listed = (await (await call('reader', 'GET /api/missions')).json()) as ObservationMission[];
  expect(listed.map(({ slug }) => slug)).toEqual(['coast', 'zebra-coast', 'exercise-coast']);
  expect(listed.filter(({ slug }) => isExercise(slug))).toHaveLength(1);
  await expect(sql`update mission set slug = 'coast-2' where slug = 'exercise-coast'`).rejects.toThrow(
    'permission denied',
  );
});
