import { decodeUtf8 } from '../../../kernel/bytes/utf8.ts';
import type { LogSource } from './log-source.ts';

/** Name of the file with the newest checkpoint that enough witnesses confirmed. */
export const WITNESSED = 'witnessed';

/**
 * The newest checkpoint of a log as everybody gets it: with the lines of the witnesses where these confirmed this very one.
 * Null where nothing was published yet.
 */
export async function readServedCheckpoint(source: LogSource): Promise<string | null> {
  const [newest, confirmed] = [await readText(source, 'checkpoint'), await readText(source, WITNESSED)];
  return newest !== null && confirmed !== null && textOf(confirmed) === textOf(newest) ? confirmed : newest;
}

async function readText(source: LogSource, path: string): Promise<string | null> {
  const bytes = await source.read(path);
  return bytes === null ? null : decodeUtf8(bytes);
}

/** What is signed in a note: all before its last empty line. */
function textOf(note: string): string {
  return note.slice(0, note.lastIndexOf('\n\n'));
}
