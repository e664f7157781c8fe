import { randomUUID } from 'node:crypto';
import type { Sql, TransactionSql } from 'postgres';
import { recountVisits } from '../../../features/field/visits/jobs/match-visits.ts';
import { isMissionSlug, NAME_LANGUAGES } from '../../../features/mission/missions/observation-mission.ts';
import { createMission, findMission, listMissions } from '../../../features/mission/missions/store.ts';
import { writeAudit } from '../../../platform/db/audit.ts';
import { openDatabase } from '../../../platform/db/connect.ts';
import { Refusal } from '../../../platform/db/refusal.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { readDatabase } from '../../server/settings.ts';
import { type Arguments, readArguments } from '../arguments.ts';
import { type Command, type Terminal, WrongUsage } from '../command.ts';
import { refusalOf } from '../refusal-of.ts';

/** `scrutineer mission`: the missions that work on this server. */
export const mission: Command = {
  name: 'mission',
  synopsis: 'create SLUG --name-en TEXT [--name-ru TEXT] [--name-az TEXT] [--election KEY] | list | recount SLUG',
  summary: 'Create a mission, list those that are there, or count anew what of its plan was fulfilled',
  details: [
    'SLUG             small Latin letters, digits and hyphens: the name in addresses and commands',
    '--name-en TEXT   its name; one language at least (en, ru, az)',
    '--election KEY   the election on this server that it observes',
    'recount          makes visits and counts anew from plan and reports, and tells which were wrong',
  ],
  run,
};

async function run(terminal: Terminal): Promise<number> {
  const values = [...NAME_LANGUAGES.map((language) => `name-${language}`), 'election'];
  const [what] = terminal.args;
  const words = what === 'create' || what === 'recount' ? [what, 'SLUG'] : ['create|list|recount'];
  const given = readArguments(terminal.args, { words, values });
  if (what !== 'create' && what !== 'list' && what !== 'recount')
    throw new WrongUsage(`mission: found ${what}, wanted create, list or recount.`);
  const wanted = what === 'create' ? readMission(given) : null;
  const options = { ...readDatabase(terminal.environment, terminal.folder), say: terminal.note };
  const database = await openDatabase({ ...options, purpose: 'mission', sharing: 'join' });
  try {
    if (what === 'recount') await recount(database.sql, given.words[1] ?? '', terminal);
    else if (wanted === null) {
      for (const { slug, name } of await listMissions(database.sql)) terminal.out(`${slug}\t${Object.values(name)[0]}`);
    } else {
      const isNew = await database.sql.begin((sql) => create(sql, wanted));
      terminal.out(isNew ? `Created ${wanted.slug}.` : `Nothing to do: ${wanted.slug} is there already.`);
    }
    return 0;
  } catch (error) {
    throw error instanceof Problem ? refusalOf('Create the mission', error) : error;
  } finally {
    await database.close();
  }
}

/** Counts anew what of the plan of a mission was fulfilled. @throws Refusal where there is no such mission, or no plan. */
async function recount(sql: Sql, slug: string, terminal: Terminal): Promise<void> {
  const found = await findMission(sql, slug);
  if (found === null) throw new Refusal(`Recount ${slug}: there is no such mission.`);
  const counted = await recountVisits(sql, found.id);
  if (counted === null) throw new Refusal(`Recount ${slug}: it has no plan.`);
  const { visits, reports, corrected } = counted;
  terminal.out(
    `${visits} visits, ${reports} reports: ${corrected === 0 ? 'every count was right' : `${corrected} counts were wrong and are right now`}.`,
  );
}

interface WantedMission {
  readonly slug: string;
  readonly name: Readonly<Record<string, string>>;
  readonly election: string | null;
}

function readMission({ words, values }: Arguments): WantedMission {
  const slug = words[1] ?? '';
  if (!isMissionSlug(slug)) {
    throw new WrongUsage(`${slug}: wanted small Latin letters, digits and single hyphens between them, at most 63.`);
  }
  const names = NAME_LANGUAGES.map((language) => [language, values.get(`name-${language}`)?.trim() ?? ''] as const);
  const name = Object.fromEntries(names.filter(([, text]) => text !== ''));
  if (Object.keys(name).length === 0) throw new WrongUsage('--name-en is missing, or --name-ru, or --name-az.');
  return { slug, name, election: values.get('election') ?? null };
}

/** Saying the same again changes nothing. */
async function create(sql: TransactionSql, wanted: WantedMission): Promise<boolean> {
  const at = new Date();
  const present = await findMission(sql, wanted.slug);
  const isNew = await createMission(sql, { ...wanted, id: present?.id ?? randomUUID(), at });
  if (!isNew) return false;
  const made = await findMission(sql, wanted.slug);
  await writeAudit(sql, {
    at,
    actorId: null,
    actorName: 'console',
    action: 'mission.created',
    electionId: made?.electionId ?? null,
    subjectKind: 'mission-here',
    subjectKey: wanted.slug,
    reason: null,
    details: { mission: wanted.slug },
  });
  return true;
}
