import { join } from 'node:path';
import { findLog } from '../../../../features/mission/logs/store/find-logs.ts';
import { decodeUtf8 } from '../../../../kernel/bytes/utf8.ts';
import { formatTilePath, TILE_WIDTH, tilesOfGrowth } from '../../../../ledger/tile/tile.ts';
import { CHECKPOINT } from '../../../../platform/log/publish/publisher.ts';
import { folderSource, type LogSource } from '../../../../platform/log/serve/log-source.ts';
import { checkpointOf } from '../../../../platform/log/serve/published-leaf.ts';
import { WITNESSED } from '../../../../platform/log/serve/served-checkpoint.ts';
import type { Taking } from './taking.ts';

/** Takes out the public files of the log of a mission, as they were signed last. @returns how many entries; 0: it has none. */
export async function takeLog(
  taking: Taking,
  { slug, folder }: { readonly slug: string; readonly folder: string },
): Promise<number> {
  const { sql, archive, dataFolder, faults } = taking;
  const source = folderSource(join(dataFolder, 'log', slug));
  const note = await source.read(CHECKPOINT);
  const checkpoint = note === null ? null : checkpointOf(decodeUtf8(note) ?? '');
  if (note === null || checkpoint === null) {
    if (note !== null) faults.push(`${folder}/log/${CHECKPOINT}: it is no signed checkpoint`);
    return 0;
  }
  // Taken first: what is signed meanwhile is not in it.
  await archive.text(`${folder}/log/${CHECKPOINT}`, note);
  const log = await findLog(sql, slug);
  if (log !== null) await archive.text(`${folder}/log/key`, `${log.verifierKey}\n`);
  const witnessed = await source.read(WITNESSED);
  if (witnessed !== null) await archive.text(`${folder}/log/${WITNESSED}`, witnessed);
  for (const tile of tilesOfGrowth(0, checkpoint.size)) {
    const found = await readTile(source, tile);
    if (found === null) faults.push(`${folder}/log/${formatTilePath(tile)}: the server does not have it`);
    else await archive.text(`${folder}/log/${found.path}`, found.bytes);
  }
  return checkpoint.size;
}

/** A partial tile that was filled meanwhile is gone: the full one begins with it. */
async function readTile(source: LogSource, tile: ReturnType<typeof tilesOfGrowth>[number]) {
  for (const path of [formatTilePath(tile), formatTilePath({ ...tile, width: TILE_WIDTH })]) {
    const bytes = await source.read(path);
    if (bytes !== null) return { path, bytes };
  }
  return null;
}
