import { describe, expect, test } from 'vitest';
import { clientAddress } from './limits.ts';

describe('the address that an attempt is counted for', () => {
  const forwarded = (line: string) => new Headers({ 'x-forwarded-for': line });

  test.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:0db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '::1'],
  ])('%s counts as %s', (remote, counted) => {
    expect(clientAddress(new Headers(), remote, 0)).toBe(counted);
  });

  test('is never what the browser itself claims', () => {
    expect(clientAddress(forwarded('203.0.113.1'), '192.0.2.7', 0)).toBe('192.0.2.7');
    expect(clientAddress(forwarded('203.0.113.1, 198.51.100.4'), '192.0.2.7', 1)).toBe('198.51.100.4');
  });

  test('is the connection where a proxy is expected but wrote nothing', () => {
    expect(clientAddress(new Headers(), '192.0.2.7', 1)).toBe('192.0.2.7');
  });
});
