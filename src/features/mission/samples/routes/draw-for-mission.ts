import { randomBytes } from 'node:crypto';
import { parseHex } from '../../../../kernel/bytes/hex.ts';
import { err, must, ok, type Result } from '../../../../kernel/result.ts';
import { foldText } from '../../../../kernel/text.ts';
import { writeCsv } from '../../../../platform/files/tables/csv.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { announceEvent } from '../../../../platform/log/announced-event.ts';
import type { Design } from '../../../../stats/sampling/design.ts';
import { type Draw, drawSample } from '../../../../stats/sampling/draw-sample.ts';
import type { SamplingFault } from '../../../../stats/sampling/fault.ts';
import type { FrameUnit } from '../../../../stats/sampling/frame.ts';
import { unitsInOrder } from '../../../../stats/sampling/frame.ts';
import { FRAME_COLUMNS, frameRows } from '../frame-file.ts';
import { type FrameGap, frameOfRegister } from '../register-frame.ts';
import { type FrameSource, hashDocument, namedUnits, type SampleDocument, unitsOf } from '../sample.ts';
import { saveSample } from '../store/keep-samples.ts';
import { findElection, loadPlaces, loadSizes } from '../store/load-register.ts';

/** What of the register a frame is made of: as `FrameSource`, before it is known which election that is. */
export type RegisterWanted = Pick<
  Extract<FrameSource, { kind: 'register' }>,
  'strata' | 'clusters' | 'sizes' | 'stations'
>;

/** Units that can be drawn, and where they come from. */
export interface DrawFrame {
  readonly units: readonly FrameUnit[];
  readonly source: FrameSource;
}

/** How often each thing is missing, and the first precincts that lack it. */
export type FrameGaps = readonly FrameGap[];

/**
 * The frame that the register of the mission's election gives.
 *
 * @returns the precincts that lack what is wanted of them, where there are such.
 * @throws Problem `not-found` where the mission observes no election of this server.
 */
export async function frameFromRegister(
  sql: Db,
  mission: { readonly id: string; readonly slug: string },
  wanted: RegisterWanted,
): Promise<Result<DrawFrame, FrameGaps>> {
  const election = await findElection(sql, mission.id);
  if (election === null) throw new Problem('not-found', { what: `election of mission ${mission.slug}` });
  const places = await loadPlaces(sql, election.id);
  const sizes = wanted.sizes === null ? null : await loadSizes(sql, election.id, wanted.sizes);
  const { units, gaps } = frameOfRegister({ ...wanted, places, sizes, day: election.day });
  if (gaps.length > 0) return err(gaps);
  return ok({ units, source: { kind: 'register', election: election.slug, revision: election.revision, ...wanted } });
}

/** A sample that is to be drawn. */
export interface SampleWanted {
  readonly id: string;
  readonly name: string;
  readonly frame: DrawFrame;
  readonly seed: string;
  readonly design: Design;
  readonly reserves: number;
}

/** Draws a sample as it would be stored. */
export function drawWanted({ frame, seed, design, reserves }: SampleWanted): Result<Draw, readonly SamplingFault[]> {
  return drawSample({ frame: { order: 'id', units: frame.units }, seed, design, reserves });
}

/**
 * Stores a sample that was drawn, and registers it in the log of the mission: from then on nobody can say that another one
 * was meant.
 *
 * @returns SHA-256 of its document.
 * @throws Problem `conflict` where the mission has one of that name.
 */
export async function registerSample(
  sql: Db,
  mission: { readonly id: string; readonly slug: string },
  given: {
    readonly wanted: SampleWanted;
    readonly draw: Draw;
    readonly at: Date;
    readonly by: { readonly id: string | null; readonly name: string };
  },
): Promise<string> {
  const { wanted, draw, at, by } = given;
  const { id, name, frame } = wanted;
  const salt = randomBytes(16);
  const units = unitsOf(draw);
  const document = documentOf({ mission: mission.slug, name, salt, record: draw.record, source: frame.source, units });
  const hash = hashDocument(document);
  const event = { type: 'registration', id, version: 1, content: hash, subject: 'sample' } as const;
  const announcedId = await announceEvent(sql, mission.id, { event, at });
  const inOrder = unitsInOrder({ order: 'id', units: frame.units });
  await saveSample(sql, {
    id,
    missionId: mission.id,
    name,
    nameKey: foldText(name),
    record: draw.record,
    source: frame.source,
    frame: writeCsv(FRAME_COLUMNS, frameRows(inOrder)),
    salt,
    documentHash: must(parseHex(hash), 'Register a sample: no hash'),
    announcedId,
    at,
    by,
    units,
  });
  return hash;
}

/** The document of a sample, out of what is stored of it. */
export function documentOf({
  salt,
  units,
  ...of
}: Pick<SampleDocument, 'mission' | 'name' | 'record' | 'source'> & {
  readonly salt: Uint8Array;
  readonly units: ReturnType<typeof unitsOf>;
}): SampleDocument {
  return {
    format: 'scrutineer sample 1',
    ...of,
    salt: Buffer.from(salt).toString('hex'),
    ...namedUnits(units),
  };
}
