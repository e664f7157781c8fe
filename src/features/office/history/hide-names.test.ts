import { describe, expect, it } from 'vitest';
import type { Uuid } from '../../../kernel/ids.ts';
import type { Act } from './act.ts';
import { actWithoutNames, nameHider } from './hide-names.ts';

const hide = nameHider([
  { name: 'Leyla Məmmədova', standIn: 'administrator 1' },
  { name: 'Leyla', standIn: 'editor 2' },
  { name: 'Observer 1', standIn: 'device a' },
  { name: '“Team 7”', standIn: 'device b' },
  { name: 'А', standIn: 'nobody' },
]);

describe('names are hidden', () => {
  it.each([
    [
      'wherever they stand as words, the longer one first',
      'as LEYLA MƏMMƏDOVA and Leyla said',
      'as administrator 1 and editor 2 said',
    ],
    ['and not within other words or numbers', 'Leylak, Observer 12', 'Leylak, Observer 12'],
    ['also where they begin with a sign', 'by “Team 7”: Observer 1.', 'by device b: device a.'],
    ['but a letter alone is no name', 'А и Б', 'А и Б'],
  ])('%s', (_, text, wanted) => {
    expect(hide(text)).toBe(wanted);
  });

  it('in all that is told of an act, and of somebody unknown as well', () => {
    const act = {
      ...{ id: '1' as Uuid, at: new Date(0), actorId: '2' as Uuid, actorName: 'Farid', action: 'report.moved' },
      ...{ election: null, subjectKind: 'report', subjectKey: 'coast/1', reason: 'Leyla asked' },
      details: { mission: 'coast', changes: [{ field: 'device', before: 'Observer 1', after: null }] },
    } satisfies Act;
    const shown = actWithoutNames(act, hide);
    expect(shown).toMatchObject({ actorName: 'person', reason: 'editor 2 asked' });
    expect(shown.details).toEqual({
      mission: 'coast',
      changes: [{ field: 'device', before: 'device a', after: null }],
    });
    expect(actWithoutNames({ ...act, actorId: null, actorName: 'console' }, hide).actorName).toBe('console');
  });
});
