import { expect, test } from 'vitest';
import { addressOf, readSettings } from './settings.ts';

const read = (environment: NodeJS.ProcessEnv) => readSettings(environment, '/srv');
const TLS = { SCRUTINEER_TLS_CERT: 'tls/server.crt', SCRUTINEER_TLS_KEY: '/keys/server.key' };

test('nothing said: plain HTTP for this machine, nobody reads the figures', () => {
  expect(read({})).toMatchObject({
    port: 8391,
    host: '127.0.0.1',
    certificate: null,
    redirectPort: null,
    metrics: { port: null, token: null },
    logFormat: 'json',
  });
  expect(addressOf(read({}))).toBe('http://localhost:8391');
});

test('a certificate is meant from the folder, and makes the address an encrypted one', () => {
  const settings = read({ ...TLS, PORT: '443', SCRUTINEER_REDIRECT_HTTP: '80' });
  expect(settings.certificate).toEqual({ certFile: '/srv/tls/server.crt', keyFile: '/keys/server.key' });
  expect(settings.redirectPort).toBe(80);
  expect(addressOf(settings)).toBe('https://localhost:443');
  expect(addressOf(read({ ...TLS, SCRUTINEER_ORIGIN: 'https://observers.example' }))).toBe('https://observers.example');
});

test.each([
  ['half of a certificate', { SCRUTINEER_TLS_CERT: 'a' }, 'SCRUTINEER_TLS_KEY is missing'],
  ['the other half', { SCRUTINEER_TLS_KEY: 'a' }, 'SCRUTINEER_TLS_CERT is missing'],
  [
    'an unencrypted address with a certificate',
    { ...TLS, SCRUTINEER_ORIGIN: 'https://a.example,http://b.example' },
    'found http://b.example, wanted https',
  ],
  ['a redirect to nowhere', { SCRUTINEER_REDIRECT_HTTP: '80' }, 'there is no certificate'],
  ['a port that is none', { SCRUTINEER_METRICS_PORT: '70000' }, 'wanted a whole number from 0 to 65535'],
  [
    'figures for everybody',
    { SCRUTINEER_METRICS_PORT: '9090', SCRUTINEER_METRICS_HOST: '0.0.0.0' },
    'Set SCRUTINEER_METRICS_TOKEN',
  ],
  ['a token that is guessed', { SCRUTINEER_METRICS_TOKEN: 'secret' }, 'it has 6 characters, wanted at least 16'],
  ['a format that is none', { LOG_FORMAT: 'xml' }, 'found xml, wanted one of json, plain'],
])('%s is refused with what is wanted', (_, environment, words) => {
  expect(() => read(environment)).toThrow(words);
});

test('no refusal tells a token', () => {
  expect(() => read({ SCRUTINEER_METRICS_TOKEN: 'hunter2' })).toThrow(expect.not.stringContaining('hunter2'));
});
