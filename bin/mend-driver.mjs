import { readFileSync } from 'node:fs';

const DRIVER = /[\\/]postgres[\\/](cjs[\\/])?src[\\/]connection\.js$/;

/**
 * postgres.js 3.4.9 writes small messages a moment later. Where the connection has closed by then, the write throws out of
 * reach of every `catch` and ends the whole program: a transaction whose PostgreSQL went away still sends `rollback`. And what
 * was to be written stays behind, so that the connection never writes again. Reported as porsager/postgres#1208.
 */
const MENDS = [
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
 * The source of the driver's connections with the mends in their places.
 *
 * @param {string} source
 * @returns {string}
 */
export function mend(source) {
  return MENDS.reduce((text, { found, wanted, times }) => {
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
    build.onLoad({ filter: DRIVER }, ({ path }) => ({ contents: mend(readFileSync(path, 'utf8')), loader: 'js' }));
  },
};
