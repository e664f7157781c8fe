import type { LocalizedText } from '../../../../kernel/text.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import type { Act, ActNames } from '../act.ts';

/** What elections and missions are called: by their short names. A name that is nobody's any more is absent. */
export interface NamedRooms {
  readonly elections: ReadonlyMap<string, LocalizedText>;
  readonly missions: ReadonlyMap<string, LocalizedText>;
}

/** The names of these elections and missions, each asked for once. */
export async function nameRooms(
  sql: Db,
  slugs: { readonly elections: readonly string[]; readonly missions: readonly string[] },
): Promise<NamedRooms> {
  const elections = await sql<{ slug: string; cells: Readonly<Record<string, unknown>> }[]>`
    select e.slug, r.cells from election e join record r on r.election_id = e.id and r.kind = 'election'
    where e.slug = any(${slugs.elections as string[]})`;
  const missions = await sql<{ slug: string; name: LocalizedText }[]>`
    select slug, name from mission where slug = any(${slugs.missions as string[]})`;
  return {
    elections: new Map(elections.map(({ slug, cells }) => [slug, titleOf(cells)])),
    missions: new Map(missions.map(({ slug, name }) => [slug, name])),
  };
}

/** The title in the cells of an election: `title_en`, `title_ru`, … */
function titleOf(cells: Readonly<Record<string, unknown>>): LocalizedText {
  const titles = Object.entries(cells).flatMap(([name, text]) => {
    const language = name.startsWith('title_') && typeof text === 'string' ? name.slice('title_'.length) : '';
    return language === '' ? [] : [[language, text] as const];
  });
  return Object.fromEntries(titles) as LocalizedText;
}

/** The acts, each with what its election, its mission and its form are called today. */
export async function withNames<A extends Act>(
  sql: Db,
  acts: readonly A[],
): Promise<(A & { readonly names: ActNames })[]> {
  const placed = acts.map((act) => ({ act, mission: missionOf(act), form: formOf(act) }));
  const distinct = (slugs: readonly (string | null)[]) => [...new Set(slugs.filter((slug) => slug !== null))];
  const rooms = await nameRooms(sql, {
    elections: distinct(acts.map(({ election }) => election)),
    missions: distinct(placed.map(({ mission }) => mission)),
  });
  const forms = await nameForms(sql, placed);
  return placed.map(({ act, mission, form }) => ({
    ...act,
    names: {
      election: rooms.elections.get(act.election ?? '') ?? null,
      mission: rooms.missions.get(mission ?? '') ?? null,
      form: forms.get(`${mission}/${form}`) ?? null,
    },
  }));
}

const KINDS_OF_MISSION = ['form', 'device', 'mission-here', 'paper', 'person', 'team'];

/** Short name of the mission that the act concerns, as its object or its details say it. */
function missionOf({ subjectKind, subjectKey, details }: Act): string | null {
  if (KINDS_OF_MISSION.includes(subjectKind)) return subjectKey.split('/')[0] ?? null;
  return typeof details.mission === 'string' ? details.mission : null;
}

/** The `form_id` that the act concerns; it may hold any sign. */
function formOf({ subjectKind, subjectKey, details }: Act): string | null {
  if (subjectKind === 'form') return subjectKey.slice(subjectKey.indexOf('/') + 1);
  return typeof details.form === 'string' ? details.form : null;
}

type FormName = NonNullable<ActNames['form']>;

/** Titles of the newest versions of the forms that are named, by `mission/form id`; of one that has none yet, nothing. */
async function nameForms(
  sql: Db,
  named: readonly { readonly mission: string | null; readonly form: string | null }[],
): Promise<ReadonlyMap<string, FormName>> {
  const asked = named.filter(({ mission, form }) => mission !== null && form !== null);
  if (asked.length === 0) return new Map();
  const [missions, forms] = [asked.map(({ mission }) => mission ?? ''), asked.map(({ form }) => form ?? '')];
  const rows = await sql<(FormName & { key: string })[]>`
    select m.slug || '/' || f.form_id as key, v.title, v.titles
    from (select distinct * from unnest(${missions}::text[], ${forms}::text[]) as a (mission, form)) asked
    join mission m on m.slug = asked.mission join form f on f.mission_id = m.id and f.form_id = asked.form
    cross join lateral (
      select title, titles from form_version where form_id = f.id order by number desc limit 1
    ) v`;
  return new Map(rows.map(({ key, title, titles }) => [key, { title, titles }]));
}
