import type { TreeHead } from '../../../ledger/merkle/verify.ts';
import { parseCheckpoint } from '../../../ledger/note/checkpoint.ts';
import { formatNoteKey, parseNoteKey } from '../../../ledger/note/note-key.ts';
import { parseNote } from '../../../ledger/note/signed-note.ts';
import { type LogKey, signHead } from './log-key.ts';

/** What was signed last of a log: the head and the whole note. */
export interface SignedHead {
  readonly head: TreeHead;
  readonly note: string;
}

const NOTHING = 'nothing signed yet\n';

/** The record of a log as text: its key, an empty line, and the note that was signed last or that there is none. */
export function formatRecord(key: LogKey, signed: SignedHead | null): string {
  return `${formatNoteKey(key)}\n\n${signed?.note ?? NOTHING}`;
}

/** The origin of the log that a record is of; null where its first line cannot be read. */
export function originOfRecord(text: string): string | null {
  const key = parseNoteKey(text.slice(0, Math.max(0, text.indexOf('\n'))));
  return key.ok ? key.value.name : null;
}

/**
 * Reads a record that `formatRecord` wrote with the same key; `damaged` where a single character is another. The note is
 * signed once more and compared, so that nothing is taken for signed which was not.
 */
export function parseRecord(text: string, key: LogKey): SignedHead | null | 'damaged' {
  const start = `${formatNoteKey(key)}\n\n`;
  if (!text.startsWith(start)) return 'damaged';
  const note = text.slice(start.length);
  if (note === NOTHING) return null;
  const head = headOf(note);
  return head !== null && signHead(key, head) === note ? { head, note } : 'damaged';
}

function headOf(source: string): TreeHead | null {
  const note = parseNote(source);
  const checkpoint = note.ok ? parseCheckpoint(note.value.text) : note;
  return checkpoint.ok ? { size: checkpoint.value.size, root: checkpoint.value.root } : null;
}
