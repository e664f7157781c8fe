import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { freePort } from './free-port.ts';
import type { OwnCertificate } from './own-certificate.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A proxy of the examples in `deploy/`. */
export type ProxyName = 'caddy' | 'nginx';

/** A proxy that runs with our example, at a port and with a certificate of the test. */
export interface RunningProxy {
  readonly port: number;
  /** What it wrote into its own logs. */
  readonly logged: () => string;
}

const PATIENCE_MS = 30_000;

/** Whether the program of that proxy is on this machine. */
export function hasProxy(name: ProxyName): boolean {
  return spawnSync(name, [name === 'caddy' ? 'version' : '-v']).status === 0;
}

/**
 * Starts the proxy with the example as it is in `deploy/`, before the server at `serverPort`; only what an operator changes
 * is changed: names, ports, certificate, where it logs. Ends with the test file.
 */
export async function startProxy(
  name: ProxyName,
  given: { readonly serverPort: number; readonly host: string; readonly certificate: OwnCertificate },
): Promise<RunningProxy> {
  const folder = temporaryFolder(name);
  const [port, plainPort] = [await freePort(), await freePort()];
  const parts = { ...given, folder, port, plainPort };
  const [args, logs] = name === 'caddy' ? writeCaddy(parts) : writeNginx(parts);
  const said: string[] = [];
  const child = spawn(name, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, HOME: folder } });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => said.push(String(part)));
  afterAll(async () => {
    await stop(child);
    rmSync(folder, { recursive: true, force: true });
  });
  await untilListening(port, child, said);
  return { port, logged: () => [...said, ...logs.map((file) => readFileSync(file, 'utf8'))].join('') };
}

interface Parts {
  readonly serverPort: number;
  readonly host: string;
  readonly certificate: OwnCertificate;
  readonly folder: string;
  readonly port: number;
  readonly plainPort: number;
}

/** Replaces each text, which has to be there: else the example has changed, and the test would try something else. */
function change(text: string, changes: readonly (readonly [string, string])[]): string {
  return changes.reduce((changed, [from, to]) => {
    if (!changed.includes(from)) throw new Error(`Change an example: no ${from} in it`);
    return changed.replaceAll(from, to);
  }, text);
}

function writeCaddy({ serverPort, host, certificate, folder, port, plainPort }: Parts): [string[], string[]] {
  const { certFile, keyFile } = certificate;
  const text = change(readFileSync('deploy/Caddyfile', 'utf8'), [
    [
      '{\n\tservers {',
      `{\n\tadmin off\n\thttp_port ${plainPort}\n\thttps_port ${port}\n\tstorage file_system ${folder}\n\tservers {`,
    ],
    ['observers.example {', `${host}:${port} {\n\ttls ${certFile} ${keyFile}`],
    ['127.0.0.1:8391', `127.0.0.1:${serverPort}`],
  ]);
  const file = join(folder, 'Caddyfile');
  writeFileSync(file, text);
  return [['run', '--config', file, '--adapter', 'caddyfile'], []];
}

function writeNginx({ serverPort, host, certificate, folder, port, plainPort }: Parts): [string[], string[]] {
  const logs = [join(folder, 'scrutineer.log'), join(folder, 'errors.log')];
  const [log = '', errors = ''] = logs;
  const text = change(readFileSync('deploy/nginx.conf', 'utf8'), [
    ['listen 80;', `listen 127.0.0.1:${plainPort};`],
    ['listen 443 ssl', `listen 127.0.0.1:${port} ssl`],
    ['/etc/letsencrypt/live/observers.example/fullchain.pem', certificate.certFile],
    ['/etc/letsencrypt/live/observers.example/privkey.pem', certificate.keyFile],
    ['/var/log/nginx/scrutineer.log', log],
    ['/var/log/nginx/scrutineer-errors.log', errors],
    ['server_name observers.example;', `server_name ${host};`],
    ['https://observers.example$request_uri', `https://${host}:${port}$request_uri`],
    ['127.0.0.1:8391', `127.0.0.1:${serverPort}`],
  ]);
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  for (const name of folders) mkdirSync(join(folder, name));
  const paths = folders.map((name) => `${name}_temp_path ${join(folder, name)};`).join('\n');
  const file = join(folder, 'nginx.conf');
  const head = `daemon off;\npid ${join(folder, 'nginx.pid')};\nuser root;\nerror_log stderr crit;\nevents { worker_connections 1024; }\n`;
  const user = process.getuid?.() === 0 ? head : head.replace('user root;\n', '');
  writeFileSync(file, `${user}http {\n${paths}\n${text}}\n`);
  for (const path of logs) writeFileSync(path, '');
  return [['-p', folder, '-c', file], logs];
}

async function untilListening(port: number, child: ChildProcess, said: readonly string[]): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  while (!(await canConnect(port))) {
    if (child.exitCode !== null || Date.now() > until) throw new Error(`Start a proxy: ${said.join('')}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}
