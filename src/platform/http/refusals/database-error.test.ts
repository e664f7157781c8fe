import { expect, test } from 'vitest';
import { problemOfDatabaseError } from './database-error.ts';

test.each(['EPIPE', 'ECONNRESET', 'CONNECTION_CLOSED'])(
  'DUR-07: %s, a connection found closed, is unavailability and no bug',
  (code) => {
    expect(problemOfDatabaseError(Object.assign(new Error('write'), { code }))?.kind).toBe('unavailable');
  },
);

test('an error of our own is none of the database', () => {
  expect(problemOfDatabaseError(new Error('bug'))).toBeNull();
});
