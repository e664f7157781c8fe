import postgres from 'postgres';
import { describe, expect, test } from 'vitest';
import { type LogFormat, openLog, openNotices } from './program-log.ts';

function logTo(format: LogFormat) {
  const lines: string[] = [];
  return { lines, log: openLog({ level: 'info', format }, { write: (line) => void lines.push(line) }) };
}

describe.each(['json', 'plain'] as const)('a log as %s', (format) => {
  test('says what, and with which parts', () => {
    const { lines, log } = logTo(format);
    log.warn({ slug: 'coast', size: 7 }, 'a witness did not cosign');
    log.debug('nobody asked for this');
    expect(lines).toHaveLength(1);
    for (const part of ['a witness did not cosign', 'coast', '7']) expect(lines[0]).toContain(part);
  });

  test('holds nothing that an error quotes', () => {
    const { lines, log } = logTo(format);
    const ofDatabase = Object.assign(new postgres.PostgresError('invalid input syntax: "canary"'), {
      code: '22P02',
      detail: 'Key (name)=(canary)',
      query: 'select canary',
      parameters: ['canary'],
    });
    const found: unknown[] = [];
    try {
      JSON.parse('canary');
    } catch (error) {
      found.push(error);
    }
    const address = Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL', input: 'canary' });
    const wrapped = new Error('wrapped', { cause: ofDatabase });
    for (const error of [ofDatabase, address, wrapped, ...found]) {
      log.error({ err: error }, 'failed');
      log.error({ error }, 'failed');
    }
    expect(lines).toHaveLength(8);
    expect(lines.join('')).toContain('22P02');
    expect(lines.join('')).toContain('program-log.test');
    expect(lines.join('')).not.toContain('canary');
  });

  test('is one line for each entry, whatever stands in it', () => {
    const { lines, log } = logTo(format);
    log.info({ slug: 'a\nb' }, 'two\r\nlines');
    expect(lines.join('').trimEnd().split('\n')).toHaveLength(1);
  });
});

test('notices are objects as well, alarms among them as errors, each on a line of its own', () => {
  const lines: string[] = [];
  const say = openNotices({ write: (line) => void lines.push(line) });
  say('The database was brought up to date.');
  say('ALARM: the database was altered:\nentry 7');
  expect(lines.map((line) => line.trimEnd().split('\n').length)).toEqual([1, 1]);
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: 30, msg: 'The database was brought up to date.' },
    { level: 50, msg: 'ALARM: the database was altered:\nentry 7' },
  ]);
});
