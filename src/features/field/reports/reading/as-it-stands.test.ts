import { expect, test } from 'vitest';
import { asItStands } from './as-it-stands.ts';

const told = (xml: string) => [...asItStands(new TextEncoder().encode(xml))];

test('what no form explains is told by its parts, as it stands', () => {
  const visits = '<visit><seal>1</seal></visit><visit><seal>2</seal><note/></visit>';
  expect(told(`<data id="x"><station>C1</station>${visits}<meta><instanceID>a</instanceID></meta></data>`)).toEqual([
    ['/data/station', 'C1'],
    ['/data/visit[1]/seal', '1'],
    ['/data/visit[2]/seal', '2'],
    ['/data/meta/instanceID', 'a'],
  ]);
});

test('nothing is told of what is no XML, or encrypted', () => {
  expect(told('<data><a>1</a>')).toEqual([]);
  expect(told('<data encrypted="yes"><key>AAAA</key></data>')).toEqual([]);
});
