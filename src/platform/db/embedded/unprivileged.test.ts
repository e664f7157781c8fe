import { expect, test } from 'vitest';
import { powerlessUser } from './unprivileged.ts';

test.each([
  ['Linux', 'root:x:0:0::/root:/bin/sh\nnobody:x:65534:65533::/:/sbin/nologin\n', { uid: 65_534, gid: 65_533 }],
  ['macOS, whose nobody is -2', 'nobody:*:-2:-2::/var/empty:\nroot:*:0:0::\ndaemon:*:1:1::\n', { uid: 1, gid: 1 }],
  ['a nobody who is root', 'nobody:x:0:0::\ndaemon:x:2:2::', { uid: 2, gid: 2 }],
])('%s', (_, list, identity) => {
  expect(powerlessUser(list)).toEqual(identity);
});

test('a system without anybody powerless is said to be one', () => {
  expect(() => powerlessUser('root:x:0:0::/root:/bin/sh')).toThrow('no user named nobody or daemon');
});
