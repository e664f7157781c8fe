import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const HEARTBEAT_MS = 2_000;
const SILENCE_MS = 30_000;

/**
 * Does `work` while no other process of this project does work of the same name: it waits for its turn. A turn whose
 * process is gone, or has given no sign of life for half a minute, is over.
 *
 * @template T
 * @param {string} folder where the mark of the turn lies
 * @param {string} name what is done
 * @param {() => T | Promise<T>} work
 */
export async function withTurn(folder, name, work) {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.turn`);
  await waitForTurn(path, name);
  const heartbeat = setInterval(() => touch(path), HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    rmSync(path, { force: true });
  }
}

async function waitForTurn(path, name) {
  for (let hasTold = false; !create(path); ) {
    if (isOver(path)) {
      rmSync(path, { force: true });
      continue;
    }
    if (!hasTold) console.error(`Another process is busy with the ${name} in this folder: waiting until it is done.`);
    hasTold = true;
    await pause(200);
  }
}

function create(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  }
}

function isOver(path) {
  const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  return age > SILENCE_MS || (age > HEARTBEAT_MS && !isAlive(readPid(path)));
}

function readPid(path) {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch {
    return Number.NaN;
  }
}

/** A process in another container cannot be seen from here; then only its silence ends its turn. */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function touch(path) {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}
