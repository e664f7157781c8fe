import { expect, it } from 'vitest';
import { proposeVersion, withVersion } from './next-version.ts';

it('proposes a version that is not taken', () => {
  expect(proposeVersion('2026-11-26', new Set())).toBe('2026112601');
  expect(proposeVersion('2026-11-26', new Set(['2026112601', '2026112602']))).toBe('2026112603');
});

it('writes the version where it stands, or makes room for it', () => {
  const settings = (rows: string[][]) => ({ sheets: [{ name: 'Settings', rows }] });
  expect(
    withVersion(
      settings([
        ['version', 'form_id'],
        ['1', 'a'],
      ]),
      '2',
    ),
  ).toEqual(
    settings([
      ['version', 'form_id'],
      ['2', 'a'],
    ]),
  );
  expect(withVersion(settings([['form_id'], ['a']]), '2')).toEqual(
    settings([
      ['form_id', 'version'],
      ['a', '2'],
    ]),
  );
  expect(withVersion(settings([['form_id', 'version'], ['a']]), '2')).toEqual(
    settings([
      ['form_id', 'version'],
      ['a', '2'],
    ]),
  );
  expect(withVersion({ sheets: [] }, '2')).toEqual({ sheets: [{ name: 'settings', rows: [['version'], ['2']] }] });
});
