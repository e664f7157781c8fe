import { randomUUID } from 'node:crypto';
import type { SavedDraft } from '../../../../../features/field/forms/form-replies.ts';
import type { ShownTurnoutSettings } from '../../../../../features/field/turnout/turnout.ts';
import type { MadeKey } from '../../../../../features/mission/api-keys/api-key.ts';
import type {
  AppSecrets,
  DeviceSecrets,
  Enrolled,
  SeveralAdded,
} from '../../../../../features/mission/devices/device-replies.ts';
import type { ImportPreview, PeoplePage, ShownTeam } from '../../../../../features/mission/people/people-replies.ts';
import type { ShownPlan } from '../../../../../features/mission/plan/plan-replies.ts';
import type { CalendarDate } from '../../../../../kernel/calendar-date.ts';
import { must } from '../../../../../kernel/result.ts';
import { writeCsv } from '../../../../../platform/files/tables/csv.ts';
import { Telephone } from '../channel/telephone.ts';
import type { Template } from '../records/templates.ts';
import { PHASES, type Phase, type Story, type StoryForm } from '../story/story.ts';
import type { Desk } from './desk.ts';

/** A mission that is ready for its day. */
export interface ReadyMission {
  readonly slug: string;
  readonly day: CalendarDate;
  /** One for each observer of the story. */
  readonly telephones: readonly Telephone[];
  /** Ids of teams, in the order of the story. */
  readonly teamIds: readonly string[];
  /** Ids of expected visits, in the order of the story. */
  readonly visitIds: readonly string[];
  readonly formIds: ReadonlyMap<StoryForm, string>;
  /** A key of the API that may read reports. */
  readonly key: string;
}

/** What a mission is made of. */
export interface MissionWanted {
  /** Of the mission, and of the election that it observes. */
  readonly slug: string;
  readonly story: Story;
  readonly templates: ReadonlyMap<StoryForm, Template>;
  readonly day: CalendarDate;
  readonly zone: string;
  /** When reports of a phase are due, as a clock in the zone shows it; null: at the end of the day. */
  readonly dueAt: Readonly<Record<Phase, string | null>>;
  readonly note: (line: string) => void;
}

const NAMES: Readonly<Record<Phase, Readonly<Record<'en' | 'ru' | 'az', string>>>> = {
  opening: { en: 'Opening', ru: 'Открытие', az: 'Açılış' },
  voting: { en: 'Voting', ru: 'Голосование', az: 'Səsvermə' },
  closing: { en: 'Closing and count', ru: 'Закрытие и подсчёт', az: 'Bağlanış və sayma' },
};
const MOST_VISITS = 2_000;
const MOST_DEVICES = 100;

/** Makes the mission, publishes its forms, enters its people and its plan, and enrols its telephones. */
export async function prepareMission(desk: Desk, wanted: MissionWanted): Promise<ReadyMission> {
  const { slug, story, note } = wanted;
  const name = { en: 'Rehearsal', ru: 'Репетиция', az: 'Məşq' };
  await desk.ask('POST /api/missions', { id: randomUUID(), slug, name, election: slug });
  const base = `/api/missions/${slug}`;
  note('Publishing the forms.');
  const formIds = await publishForms(desk, base, wanted.templates);
  note('Entering people, teams and the plan.');
  await enterPeople(desk, base, story);
  const teams = await desk.ask<ShownTeam[]>(`GET ${base}/teams`);
  const teamIds = story.teams.map(
    ({ code }) =>
      must(
        teams.find((team) => team.code === code),
        `Find ${code}`,
      ).id,
  );
  const plan = { zone: wanted.zone, dayBeginsAt: 0, base: 0, reason: null };
  const phases = PHASES.map((key) => {
    return { key, name: NAMES[key], dueAt: wanted.dueAt[key], dueDays: 0, forms: [must(formIds.get(key), key)] };
  });
  await desk.ask<ShownPlan>(`PUT ${base}/plan`, { ...plan, phases });
  const visitIds = await planVisits(desk, base, { story, teamIds, day: wanted.day });
  await followTurnout(desk, base, must(wanted.templates.get('voting'), 'voting').formId);
  note('Enrolling the telephones.');
  const telephones = await enrolTelephones(desk, slug, story);
  const scopes = ['reports:read'];
  const { key } = await desk.ask<MadeKey>(`POST ${base}/api-keys`, { name: 'Recount of the rehearsal', scopes });
  return { slug, day: wanted.day, telephones, teamIds, visitIds, formIds, key };
}

async function publishForms(
  desk: Desk,
  base: string,
  templates: MissionWanted['templates'],
): Promise<ReadonlyMap<StoryForm, string>> {
  for (const { workbook, file, formId } of templates.values()) {
    const draft = await desk.ask<SavedDraft>(`POST ${base}/drafts`, { workbook, sourceName: file });
    await desk.ask(`POST ${base}/forms/${formId}/draft/register-tables`);
    await desk.ask(`POST ${base}/forms/${formId}/publish`, { base: draft.revision });
  }
  const { forms } = await desk.ask<ShownPlan>(`GET ${base}/plan`);
  return new Map(
    [...templates].map(([form, { formId }]) => [
      form,
      must(
        forms.find(({ name }) => name === formId),
        formId,
      ).id,
    ]),
  );
}

/** Observers count signatures when they are at a station; the form asks for the list as well. */
async function followTurnout(desk: Desk, base: string, form: string): Promise<void> {
  const { forms } = await desk.ask<ShownTurnoutSettings>(`GET ${base}/turnout-settings`);
  const numbers = forms.find((one) => one.form === form)?.numbers ?? [];
  const pathOf = (name: string) => must(numbers.find(({ path }) => path.endsWith(`/${name}`))?.path, name);
  const question = { form, voted: pathOf('voted'), at: null, registered: pathOf('listed') };
  await desk.ask(`PUT ${base}/turnout-settings`, { questions: [question], base: 0, reason: null });
}

async function enterPeople(desk: Desk, base: string, { teams }: Story): Promise<void> {
  const rows = teams.flatMap(({ code, observers }) =>
    observers.map((observer) => [observerCode(observer), 'observer', 'short', 'en', code]),
  );
  const file = Buffer.from(writeCsv(['code', 'kind', 'term', 'languages', 'team'], rows));
  const { sha256, seen } = await desk.ask<ImportPreview>(`POST ${base}/people/imports/check`, file);
  await desk.ask(`POST ${base}/people/imports?sha256=${sha256}&seen=${seen}`, file);
}

async function planVisits(
  desk: Desk,
  base: string,
  { story, teamIds, day }: { story: Story; teamIds: readonly string[]; day: CalendarDate },
): Promise<string[]> {
  const visits = story.visits.map(({ team, phase, station, position }) => {
    return { id: randomUUID(), team: must(teamIds[team], 'Plan'), day, phase, station, position, source: 'route' };
  });
  for (let from = 0; from < visits.length; from += MOST_VISITS)
    await desk.ask(`POST ${base}/plan/visits`, { visits: visits.slice(from, from + MOST_VISITS) });
  return visits.map(({ id }) => id);
}

async function enrolTelephones(desk: Desk, slug: string, { teams }: Story): Promise<Telephone[]> {
  const base = `/api/missions/${slug}`;
  const personOf = await listPeople(desk, base);
  const observers = teams.flatMap((team) => team.observers).sort((one, other) => one - other);
  const names = observers.map((observer) => `Telephone of ${observerCode(observer)}`);
  const devices: DeviceSecrets[] = [];
  for (let from = 0; from < names.length; from += MOST_DEVICES) {
    const wanted = { kind: 'app', names: names.slice(from, from + MOST_DEVICES) };
    devices.push(...(await desk.ask<SeveralAdded>(`POST ${base}/devices/several`, wanted)).devices);
  }
  const telephones: Telephone[] = [];
  for (const [at, device] of devices.entries()) {
    const telephone = new Telephone(desk.wire, slug);
    const { code } = device as AppSecrets;
    const enrolled = await desk.ask<Enrolled>('POST /api/devices/enrol', { code, publicKey: telephone.publicKey });
    telephone.pseudonym = enrolled.pseudonym;
    const person = must(personOf.get(observerCode(observers[at] ?? 0)), 'Hand out telephones');
    const holder = { id: randomUUID(), holder: { person }, base: null, reason: null };
    await desk.ask(`PUT ${base}/devices/${device.id}/holder`, holder);
    telephones.push(telephone);
  }
  return telephones;
}

/** Code → id of everybody. */
async function listPeople(desk: Desk, base: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (let after: string | null = ''; after !== null; ) {
    const from: string = after === '' ? '' : `&after=${encodeURIComponent(after)}`;
    const page: PeoplePage = await desk.ask(`GET ${base}/people?limit=500${from}`);
    for (const { code, id } of page.people) found.set(code, id);
    after = page.next;
  }
  return found;
}

function observerCode(observer: number): string {
  return `O-${String(observer + 1).padStart(3, '0')}`;
}
