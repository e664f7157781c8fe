import { expect, test } from 'vitest';
import { isOnlyHere } from './device.ts';

test.each([
  ['http://localhost:8391', true],
  ['http://desk.localhost/', true],
  ['http://127.0.0.1:8391/openrosa/coast', true],
  ['http://[::1]:8391', true],
  ['https://observers.example', false],
  ['http://192.168.1.20:8391', false],
  ['https://localhost.example', false],
])('whether %s is reached from this machine alone: %s', (address, isOnly) => {
  expect(isOnlyHere(address)).toBe(isOnly);
});
