import { readFileSync } from 'node:fs';
import type { TransactionSql } from 'postgres';
import { listMissions, type StoredMission } from '../../../../features/mission/missions/store.ts';
import { writeFiles } from '../../../../features/register/package/files/pack-package.ts';
import { listElections, loadCells, loadColumns } from '../../../../features/register/records/store.ts';
import { takeTime } from '../../../../platform/db/time-limits.ts';
import { projectFile } from '../../project-folder.ts';
import { takeFindings } from './mission/take-findings.ts';
import { takePersons } from './mission/take-persons.ts';
import { takeMissionWork } from './mission/take-work.ts';
import type { OpenArchive } from './open-archive.ts';
import { type Described, readmeText } from './readme-text.ts';
import { takeForms } from './take-forms.ts';
import { takeLog } from './take-log.ts';
import { takeDevices, takeHistory, takePeople, takeWork } from './take-people.ts';
import { takeSubmissions } from './take-submissions.ts';
import { takeTables } from './take-tables.ts';
import { takeEntries, takeSheets } from './take-typed.ts';
import { loadNames, type Taking } from './taking.ts';

/** What is taken out, and how. */
export interface TakeOrder {
  readonly archive: OpenArchive;
  readonly dataFolder: string;
  readonly withNames: boolean;
  readonly program: string;
  readonly now: Date;
  readonly say: (line: string) => void;
}

/** Puts all that a server holds into an archive, as it is at one moment. @param sql sees that one moment. */
export async function takeEverything(sql: TransactionSql, order: TakeOrder): Promise<Described> {
  await takeTime(sql);
  const { archive, dataFolder, withNames, say } = order;
  const taking: Taking = { sql, archive, dataFolder, names: await loadNames(sql, withNames), faults: [] };
  const missions: Described['missions'][number][] = [];
  for (const mission of await listMissions(sql)) {
    say(`mission ${mission.slug}`);
    missions.push(await takeMission(taking, mission));
  }
  const elections = await takeElections(taking);
  await takePeople(taking);
  const acts = await takeHistory(taking);
  await archive.text('tools/push_submissions.py', readFileSync(projectFile('tools/leave/push_submissions.py')));
  await archive.text('tools/verify_log.py', readFileSync(projectFile('tools/verify/verify_log.py')));
  const { program, now: madeAt } = order;
  const described = { madeAt, program, withNames, missions, elections, acts, faults: taking.faults };
  await archive.text('README.md', readmeText(described));
  return described;
}

async function takeMission(taking: Taking, mission: StoredMission): Promise<Described['missions'][number]> {
  const { id, slug, name, election, isArchived } = mission;
  const place = { id, slug, folder: `missions/${slug}` };
  const told = { slug, name, election, isArchived };
  await taking.archive.text(`${place.folder}/mission.json`, `${JSON.stringify(told, null, 2)}\n`);
  const forms = await takeForms(taking, place);
  const { versions: submissions, files } = await takeSubmissions(taking, { ...place, forms });
  const reports = await takeTables(taking, place, forms);
  await takeWork(taking, place);
  await takeEntries(taking, place);
  await takeSheets(taking, place);
  await takeDevices(taking, place);
  await takePersons(taking, place);
  await takeMissionWork(taking, place);
  await takeFindings(taking, place);
  // Last of all: then everything above is in what was signed.
  const entries = await takeLog(taking, place);
  return { slug, submissions, files, reports, entries };
}

async function takeElections({ sql, archive }: Taking): Promise<string[]> {
  const elections = await listElections(sql, { includePrivate: true });
  for (const { id, slug } of elections) {
    for (const { name, bytes } of writeFiles(await loadCells(sql, id), await loadColumns(sql, id))) {
      await archive.text(`elections/${slug}/${name}`, bytes);
    }
  }
  return elections.map(({ slug }) => slug);
}
