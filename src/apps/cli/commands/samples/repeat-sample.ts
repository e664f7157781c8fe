import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { hashDocument, namedUnits, type SampleDocument, unitsOf } from '../../../../features/mission/samples/sample.ts';
import { onDisk, Refusal } from '../../../../platform/db/refusal.ts';
import { repeatDraw } from '../../../../stats/sampling/draw-sample.ts';
import { readArguments } from '../../arguments.ts';
import { type Terminal, WrongUsage } from '../../command.ts';
import { listOf, readFrameFile } from './read-frame.ts';
import { wordFault } from './word-fault.ts';

/** Draws again what a document tells of, without any server: whether those stations came out who stand there. */
export async function repeatSample({ args, folder, out }: Terminal): Promise<number> {
  const { words, values } = readArguments(args, { words: ['repeat', 'DOCUMENT'], values: ['frame', 'hash'] });
  const frame = values.get('frame');
  if (frame === undefined)
    throw new WrongUsage('--frame is missing: what could be drawn, as sample show --frame-csv has it.');
  const document = readDocument(resolve(folder, words[1] ?? ''));
  const hash = hashDocument(document);
  const wanted = values.get('hash');
  if (wanted !== undefined && wanted !== hash)
    throw new Refusal(`repeat sample: the document is another one: its SHA-256 is ${hash}.`);
  const { units } = await readFrameFile(frame, folder);
  const drawn = repeatDraw(units, document.record);
  if (!drawn.ok) throw new Refusal(listOf('repeat sample: it cannot be drawn again', drawn.error.map(wordFault)));
  const { selected, reserves } = namedUnits(unitsOf(drawn.value));
  const different = selected.findIndex((station, at) => station !== document.selected[at]);
  if (different >= 0 || selected.length !== document.selected.length) {
    const at = different < 0 ? selected.length : different;
    const [told, found] = [document.selected[at] ?? 'nothing', selected[at] ?? 'nothing'];
    throw new Refusal(`repeat sample: station ${at + 1} is ${found}, and the document says ${told}.`);
  }
  if (
    JSON.stringify(reserves) !==
    JSON.stringify(document.reserves.map(({ station, stratum, cluster }) => ({ station, stratum, cluster })))
  )
    throw new Refusal('repeat sample: the stations are the same, the reserves are not.');
  out(`The same ${selected.length} stations come out. Document: SHA-256 ${hash}`);
  return 0;
}

function readDocument(path: string): SampleDocument {
  const text = onDisk(`Read ${path}`, () => readFileSync(path, 'utf8'));
  const document = parsed(text);
  if (document?.format !== 'scrutineer sample 1' || !Array.isArray(document.selected) || document.record === undefined)
    throw new Refusal(`Read ${path}: it is no document of a sample.`);
  return document;
}

function parsed(text: string): SampleDocument | null {
  try {
    return JSON.parse(text) as SampleDocument | null;
  } catch {
    return null;
  }
}
