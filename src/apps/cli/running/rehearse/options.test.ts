import { expect, it } from 'vitest';
import { WrongUsage } from '../../command.ts';
import { layDay } from './day-clock.ts';
import { readOptions } from './options.ts';

const read = (args: string[], environment: NodeJS.ProcessEnv = {}) =>
  readOptions({ args, environment, folder: '/', out: () => {}, note: () => {} });

it('takes what is given, and a small day where nothing is', () => {
  expect(read([])).toMatchObject({ observers: 40, speed: 60, mission: 'exercise-tilmara', server: null });
  expect(read(['--speed', 'max', '--until', '13:30', '--verify'])).toMatchObject({
    speed: null,
    until: 810,
    isVerified: true,
  });
});

it('rehearses in exercises alone', () => {
  expect(() => read(['--mission', 'coast'])).toThrow(WrongUsage);
  expect(() => read(['--mission', 'exercise-'])).toThrow(WrongUsage);
});

it('plays elsewhere only where somebody means it', () => {
  const given = ['--sign-in', 'leyla', '--code', '123456'];
  const environment = { SCRUTINEER_PASSWORD: 'a quiet polling station' };
  expect(() => read(['--server', 'https://observers.example', ...given], environment)).toThrow('is not this machine');
  expect(read(['--server', 'https://observers.example', '--elsewhere', ...given], environment).server).toBe(
    'https://observers.example',
  );
  expect(read(['--server', 'http://localhost:8391', ...given], environment).server).toBe('http://localhost:8391');
  expect(() => read(['--server', 'http://localhost:8391'])).toThrow(WrongUsage);
});

it.each([0, 5, 11, 17, 23])('begins in the morning of a zone, at %i hours UTC', (hour) => {
  const now = Date.UTC(2031, 4, 18, hour, 20);
  const { zone, day, dueAt } = layDay(now, { begins: 360, speed: 60 });
  const local = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  expect(local.format(now)).toBe(`${day} 06:20`);
  expect(dueAt).toEqual({ opening: '06:23', voting: '06:33', closing: '06:37' });
});
