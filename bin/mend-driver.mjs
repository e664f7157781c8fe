import { readFileSync } from 'node:fs';

const DRIVER = /[\\/]postgres[\\/](cjs[\\/])?src[\\/](connection|index)\.js$/;

/** @typedef {{ found: string, wanted: string, times: number }} Mend */

/**
 * postgres.js 3.4.9 writes small messages a moment later. Where the connection has closed by then, the write throws out of
 * reach of every `catch` and ends the whole program: a transaction whose PostgreSQL went away still sends `rollback`. And what
 * was to be written stays behind, so that the connection never writes again. Reported as porsager/postgres#1208.
 *
 * @type {Mend[]}
 */
const CONNECTION_MENDS = [
  {
    found: 'function nextWrite(fn) {\n',
    wanted:
      'function nextWrite(fn) {\n' +
      '    if (socket === null) {\n' +
      '      chunk = nextWriteTimer = null\n' +
      "      error(Errors.connection('CONNECTION_CLOSED', options))\n" +
      '      return false\n' +
      '    }\n',
    times: 1,
  },
  {
    found: '    clearImmediate(nextWriteTimer)\n',
    wanted: '    clearImmediate(nextWriteTimer)\n    chunk = nextWriteTimer = null\n',
    times: 2,
  },
];

/**
 * A transaction whose connection was lost goes on sending, on the same connection, which may have been opened anew for
 * somebody else: its statements are then done outside of any transaction, and the other gets the answers to them in place of
 * its own, as does whoever comes next. What is left of the transaction is refused instead.
 *
 * @type {Mend[]}
 */
const TRANSACTION_MENDS = [
  { found: '    let savepoints = 0\n', wanted: '    let savepoints = 0\n      , lost = null\n', times: 1 },
  {
    found: '        new Promise((_, reject) => connection.onclose = reject)\n',
    wanted:
      '        new Promise((_, reject) => connection.onclose = error => {\n' +
      '          lost = error\n' +
      '          while (queries.length) queries.shift().reject(error)\n' +
      '          reject(error)\n' +
      '        })\n',
    times: 1,
  },
  {
    found: '        q.catch(e => uncaughtError || (uncaughtError = e))\n',
    wanted:
      '        q.catch(e => uncaughtError || (uncaughtError = e))\n        if (lost !== null) return q.reject(lost)\n',
    times: 1,
  },
];

/**
 * The source of a file of the driver with the mends in their places.
 *
 * @param {string} source
 * @param {string} path of the file
 * @returns {string}
 */
export function mend(source, path) {
  const mends = path.endsWith('connection.js') ? CONNECTION_MENDS : TRANSACTION_MENDS;
  return mends.reduce((text, { found, wanted, times }) => {
    const parts = text.split(found);
    if (parts.length !== times + 1) {
      throw new Error(
        `Mend the database driver: "${found.trim()}" stands in it ${parts.length - 1} times, wanted ${times}`,
      );
    }
    return parts.join(wanted);
  }, source);
}

/** For esbuild: mends the driver on its way into the build. Another release of it that does not fit stops the build. */
export const mendDriver = {
  name: 'mend-driver',
  setup(build) {
    build.onLoad({ filter: DRIVER }, ({ path }) => ({
      contents: mend(readFileSync(path, 'utf8'), path),
      loader: 'js',
    }));
  },
};
