import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TransactionSql } from 'postgres';
import { formatHex } from '../../../kernel/bytes/hex.ts';
import { formatTilePath, TILE_WIDTH, tilesOfGrowth } from '../../../ledger/tile/tile.ts';
import { CHECKPOINT } from '../../log/publish/publisher.ts';
import { createTileFiles } from '../../log/publish/tile-files.ts';
import { WITNESSED } from '../../log/serve/served-checkpoint.ts';
import type { Manifest } from '../manifest.ts';
import type { SignerRecord } from './read-signer.ts';

/** A log as it stands in a manifest. */
export type LogRecord = Manifest['logs'][number];

/**
 * The logs that a signer keeps, with what the database holds of them. The signer has to be read first: then the database
 * holds at least what was signed, because it is stored before it is signed.
 */
export async function readLogs(sql: TransactionSql, signer: readonly SignerRecord[]): Promise<LogRecord[]> {
  const stored = await sql<{ origin: string; mission: string; rows: number }[]>`
    select l.origin, m.slug as mission,
      coalesce((select index + 1 from log_leaf where mission_id = m.id order by index desc limit 1), 0)::float8 as rows
    from mission_log l join mission m on m.id = l.mission_id`;
  return signer.map(({ origin, verifierKey, checkpoint }) => {
    const found = stored.find((log) => log.origin === origin);
    return {
      origin,
      mission: found?.mission ?? null,
      verifierKey,
      size: checkpoint?.size ?? 0,
      root: checkpoint === null ? null : formatHex(checkpoint.root),
      rows: found?.rows ?? 0,
    };
  });
}

/** What of the signer and the logs is text: path below the data folder → content. */
export function readLogTexts(
  signer: readonly SignerRecord[],
  witnessed: ReadonlyMap<string, string>,
): [string, string][] {
  const texts: [string, string][] = signer.flatMap(({ name, key, head }) => [
    [`signer/${name}/key.pem`, key],
    [`signer/${name}/head`, head],
  ]);
  return [...texts, ...[...witnessed].map(([slug, note]): [string, string] => [`log/${slug}/${WITNESSED}`, note])];
}

/** The newest checkpoints that witnesses confirmed, by the folder of the log. */
export function readWitnessed(logFolder: string, slugs: readonly string[]): Map<string, string> {
  const found = slugs.filter((slug) => existsSync(join(logFolder, slug, WITNESSED)));
  return new Map(found.map((slug) => [slug, readFileSync(join(logFolder, slug, WITNESSED), 'utf8')]));
}

/** The checkpoint of each log as its signer knows it: the file beside the tiles may be a little ahead. */
export function checkpointTexts(logs: readonly LogRecord[], signer: readonly SignerRecord[]): [string, string][] {
  return logs.flatMap(({ origin, mission }): [string, string][] => {
    const note = signer.find((record) => record.origin === origin)?.checkpoint?.note;
    return mission === null || note === undefined ? [] : [[`log/${mission}/${CHECKPOINT}`, note]];
  });
}

/**
 * The tiles of a log up to what was signed, as they lie in its folder. One that is not there is left out: the start makes it
 * anew from the rows.
 */
export async function* readTiles(
  logFolder: string,
  { mission, size }: LogRecord,
): AsyncGenerator<{ readonly path: string; readonly bytes: Uint8Array }> {
  if (mission === null) return;
  const files = createTileFiles(join(logFolder, mission));
  for (const tile of tilesOfGrowth(0, size)) {
    for (const each of [tile, { ...tile, width: TILE_WIDTH }]) {
      const bytes = await files.read(formatTilePath(each));
      if (bytes === null) continue;
      yield { path: `log/${mission}/${formatTilePath(each)}`, bytes };
      break;
    }
  }
}
