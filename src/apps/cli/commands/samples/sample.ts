import { randomBytes, randomUUID } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import { getMission, getWorkingMission } from '../../../../features/mission/missions/access.ts';
import {
  type DrawFrame,
  documentOf,
  drawWanted,
  frameFromRegister,
  registerSample,
} from '../../../../features/mission/samples/routes/draw-for-mission.ts';
import { UNIT_COLUMNS, unitCells, writeDocument } from '../../../../features/mission/samples/sample.ts';
import {
  getSample,
  listSamples,
  loadFrame,
  loadUnits,
  type StoredSample,
} from '../../../../features/mission/samples/store/keep-samples.ts';
import { foldText } from '../../../../kernel/text.ts';
import { writeAudit } from '../../../../platform/db/audit.ts';
import { openDatabase } from '../../../../platform/db/connect.ts';
import { Refusal } from '../../../../platform/db/refusal.ts';
import { writeCsv } from '../../../../platform/files/tables/csv.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import type { Draw } from '../../../../stats/sampling/draw-sample.ts';
import { readSettings } from '../../../server/settings.ts';
import { type Arguments, readArguments } from '../../arguments.ts';
import { type Command, type Terminal, WrongUsage } from '../../command.ts';
import { refusalOf } from '../../refusal-of.ts';
import { listOf, readFrameFile } from './read-frame.ts';
import { DRAW_VALUES, readDesign, readRegister, readReserves } from './read-order.ts';
import { repeatSample } from './repeat-sample.ts';
import { wordFault } from './word-fault.ts';

/** `scrutineer sample`: samples of polling stations. */
export const sample: Command = {
  name: 'sample',
  synopsis: 'draw NAME | list | show NAME --mission SLUG | repeat DOCUMENT --frame FILE',
  summary: 'Draw a sample of polling stations and register it in the log, list samples, or draw one again',
  details: [
    'NAME               what the sample is called; unique in its mission',
    '--n N              how many are drawn: stations, or clusters',
    '--strata LEVEL     region, district, constituency: each place of that level is sampled by itself',
    '--clusters LEVEL   places of that level are drawn, with --draw clusters or --draw two-stages --of-each N',
    '--sizes SUBJECT    of claims that say how large stations are, for --method pps; where they differ, of which moment',
    '                   and whose: --sizes-as-of 2031-05-18 --sizes-kind official',
    '--stations SORTS   only these: permanent,temporary,abroad,special',
    '--frame FILE.csv   draws of this list in place of the register: columns id, stratum, cluster, size',
    '--method METHOD    simple (the rule), systematic, pps, pps-maximum-entropy',
    '--allocation HOW   proportional (the rule), equal, square-root: how n is shared out among strata',
    '--reserves N       whom to take instead, of each stratum',
    '--seed TEXT        what the sample depends on, such as numbers of a public draw; without it, one is made',
    '--dry-run          draws and tells, and stores nothing; needs --seed',
    'show: --csv (the rule), --frame-csv or --document: the list, what could be drawn, what the log commits to',
    'SCRUTINEER_DATA, DATABASE_URL as for serve',
  ],
  run,
};

async function run(terminal: Terminal): Promise<number> {
  const [what = ''] = terminal.args;
  if (what === 'repeat') return await repeatSample(terminal);
  const act = Object.hasOwn(ACTS, what) ? ACTS[what] : undefined;
  if (act === undefined) throw new WrongUsage(`sample: found ${what || 'nothing'}, wanted draw, list, show or repeat.`);
  const order = act.read(terminal);
  const settings = readSettings(terminal.environment, terminal.folder);
  const database = await openDatabase({ ...settings, purpose: 'sample', sharing: 'join', say: terminal.note });
  try {
    await database.sql.begin((sql) => act.run(sql, order, terminal));
    return 0;
  } catch (error) {
    throw error instanceof Problem ? refusalOf(`${what} sample`, error) : error;
  } finally {
    await database.close();
  }
}

interface Act {
  readonly read: (terminal: Terminal) => Arguments;
  readonly run: (sql: TransactionSql, order: Arguments, terminal: Terminal) => Promise<void>;
}

const ACTS: Readonly<Record<string, Act>> = {
  draw: {
    read: ({ args }) =>
      readArguments(args, { words: ['draw', 'NAME'], values: ['mission', ...DRAW_VALUES], flags: ['dry-run'] }),
    run: draw,
  },
  list: {
    read: ({ args }) => readArguments(args, { words: ['list'], values: ['mission'], flags: ['json'] }),
    run: list,
  },
  show: {
    read: ({ args }) =>
      readArguments(args, { words: ['show', 'NAME'], values: ['mission'], flags: ['csv', 'frame-csv', 'document'] }),
    run: show,
  },
};

function missionOf({ values }: Arguments): string {
  const mission = values.get('mission');
  if (mission === undefined) throw new WrongUsage('--mission is missing.');
  return mission;
}

function nameOf({ words }: Arguments): string {
  const name = (words[1] ?? '').trim().normalize('NFC');
  if (name === '' || name.length > 100) throw new WrongUsage('NAME: wanted 1 to 100 characters.');
  return name;
}

async function draw(sql: TransactionSql, order: Arguments, { folder, out, note }: Terminal): Promise<void> {
  const { values, flags } = order;
  const name = nameOf(order);
  const isTrial = flags.has('dry-run');
  if (isTrial && !values.has('seed'))
    throw new WrongUsage('--dry-run: --seed is missing; without it nothing could be drawn again.');
  const mission = await getWorkingMission(sql, missionOf(order));
  const frame = await frameOf(sql, mission, { values, folder });
  const hasStrata = frame.units.some(({ stratum }) => stratum !== null);
  const [design, reserves] = [readDesign(values, hasStrata), readReserves(values)];
  const seed = values.get('seed') ?? randomBytes(16).toString('hex');
  const wanted = { id: randomUUID(), name, frame, seed, design, reserves };
  const drawn = drawWanted(wanted);
  if (!drawn.ok) throw new Refusal(listOf('draw sample: it cannot be drawn', drawn.error.map(wordFault)));
  for (const line of linesOf(drawn.value)) out(line);
  if (isTrial) return note('Nothing was stored.');
  const at = new Date();
  const hash = await registerSample(sql, mission, { wanted, draw: drawn.value, at, by: { id: null, name: 'console' } });
  const details = { name, selected: drawn.value.selected.length, units: frame.units.length, hash };
  const [subjectKind, subjectKey] = ['sample', `${mission.slug}/${name}`];
  const { electionId } = mission;
  await writeAudit(sql, {
    ...{ at, actorId: null, actorName: 'console', action: 'sample.drawn', electionId, subjectKind, subjectKey },
    ...{ reason: null, details },
  });
  out(`Document: SHA-256 ${hash}`);
  note(
    'The log of the mission takes it with its next events. Keep the document secret until the day, and publish it then.',
  );
}

async function frameOf(
  sql: TransactionSql,
  mission: { readonly id: string; readonly slug: string },
  { values, folder }: { readonly values: ReadonlyMap<string, string>; readonly folder: string },
): Promise<DrawFrame> {
  const file = values.get('frame');
  if (file !== undefined) {
    const other = ['strata', 'clusters', 'sizes', 'sizes-as-of', 'sizes-kind', 'stations'].find((name) =>
      values.has(name),
    );
    if (other !== undefined) throw new WrongUsage(`--${other} is for the register; a frame of a file has columns.`);
    return await readFrameFile(file, folder);
  }
  const found = await frameFromRegister(sql, mission, readRegister(values));
  if (found.ok) return found.value;
  throw new Refusal(
    listOf(
      `draw sample: ${found.error.length} stations of the register lack what is wanted`,
      found.error.map(({ code, why }) => `${code}: ${why}`),
    ),
  );
}

function linesOf({ selected, reserves, record }: Draw): string[] {
  const { seed, frame, lots } = record;
  const strata = lots.filter(({ stratum, cluster }) => stratum !== null && cluster === null);
  return [
    `Frame: ${frame.units} units, SHA-256 ${frame.sha256}`,
    `Seed: ${seed}`,
    `Selected: ${selected.length}${reserves.length === 0 ? '' : `, reserves: ${reserves.length}`}`,
    ...strata.map(({ stratum, drawn, units }) => `  ${stratum}: ${drawn} of ${units}`),
  ];
}

async function list(sql: TransactionSql, order: Arguments, { out }: Terminal): Promise<void> {
  const { id } = await getMission(sql, missionOf(order));
  const samples = await listSamples(sql, id);
  if (order.flags.has('json')) return out(JSON.stringify(samples.map(shownSample)));
  for (const { name, drawnAt, documentHash, logIndex, withdrawnBecause } of samples.map(shownSample)) {
    const state = withdrawnBecause === null ? [] : [`withdrawn: ${withdrawnBecause}`];
    out([drawnAt, logIndex ?? 'waits', documentHash, name, ...state].join('\t'));
  }
}

function shownSample({ salt: _, documentHash, drawnAt, ...rest }: StoredSample) {
  const hash = Buffer.from(documentHash).toString('hex');
  return { ...rest, documentHash: hash, drawnAt: drawnAt.toISOString() };
}

async function show(sql: TransactionSql, order: Arguments, { out }: Terminal): Promise<void> {
  const mission = await getMission(sql, missionOf(order));
  const name = nameOf(order);
  const found = await getSample(sql, mission.id, { name, nameKey: foldText(name) });
  if (order.flags.has('frame-csv')) return out((await loadFrame(sql, mission.id, found.id)).trimEnd());
  const units = await loadUnits(sql, mission.id, found.id);
  const { salt, record, source } = found;
  if (order.flags.has('document'))
    return out(
      writeDocument(documentOf({ mission: mission.slug, name: found.name, salt, record, source, units })).trimEnd(),
    );
  out(writeCsv(UNIT_COLUMNS, units.map(unitCells)).trimEnd());
}
