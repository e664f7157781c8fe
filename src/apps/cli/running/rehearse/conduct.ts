import { setTimeout as sleep } from 'node:timers/promises';
import type { ObservationMission } from '../../../../features/mission/missions/observation-mission.ts';
import { must } from '../../../../kernel/result.ts';
import { Refusal } from '../../../../platform/db/refusal.ts';
import { inventCountry } from './country/country.ts';
import { layDay } from './day-clock.ts';
import type { Desk } from './desk/desk.ts';
import { importCountry, stationsOf } from './desk/prepare-country.ts';
import { prepareMission, type ReadyMission } from './desk/prepare-mission.ts';
import type { RehearsalOptions } from './options.ts';
import { Play } from './play.ts';
import { readTemplates, type Template } from './records/templates.ts';
import { Board } from './recount/board.ts';
import { Evidence } from './recount/evidence.ts';
import { type Figures, newFigures, wordTimes } from './recount/figures.ts';
import { checkAll } from './recount/last-check.ts';
import { clockTime, PHASES, type Story, type StoryForm, TROUBLES } from './story/story.ts';
import { tellStory } from './story/tell-story.ts';

/** What a rehearsal is conducted with. */
export interface Conducting {
  readonly options: RehearsalOptions;
  /** Resolves when somebody wants it to end. */
  readonly stopped: Promise<void>;
  readonly isStopped: () => boolean;
  /** How often the board is looked at before what it shows is held to be wrong. */
  readonly patience: number;
  /** Waits before the board is looked at again. */
  readonly rest: () => Promise<void>;
  readonly note: (line: string) => void;
  readonly out: (line: string) => void;
  /** Of the server, in MB. */
  readonly memory: () => number | null;
}

const MINUTE_MS = 60_000;

/** Makes the exercise, plays its day and tells what came of it. @returns whether it came to its end and everything agrees. */
export async function conduct(desk: Desk, conducting: Conducting): Promise<boolean> {
  const { options, note, memory, out } = conducting;
  await requireNew(desk, options.mission);
  const { seed, observers, stationsEach } = options;
  const precincts = Math.max(40, Math.ceil(observers * stationsEach * 0.8));
  const country = inventCountry({ seed, precincts, isPlaceByPlace: false });
  const story = tellStory({ seed, observers, stationsEach, stations: stationsOf(country) });
  const templates = readTemplates();
  note(`Bringing the invented country: ${precincts} precincts.`);
  await importCountry(desk, options.mission, country);
  const begun = Date.now();
  const day = layDay(begun, { begins: story.begins, speed: options.speed });
  const wanted = { slug: options.mission, story, templates, note, ...day };
  const mission = await prepareMission(desk, wanted);
  const figures = newFigures();
  const clock = startClock(story, conducting);
  const board = openBoard(desk, { mission, story, templates, figures, conducting });
  note(
    `The day begins: ${story.visits.length} visits of ${story.teams.length} teams; look at ${desk.wire.origin}/desk/m/${mission.slug}/plan`,
  );
  const until = Math.min(options.until ?? story.ends, story.ends);
  const { isVerified, speed } = options;
  const isTimed = speed !== null;
  const ground = { seed, story, mission, templates, desk, board, figures, isVerified, isTimed, until, ...clock };
  const play = new Play({ ...ground, isStopped: conducting.isStopped, note });
  const ended = await play.play();
  await checkAll({ board, items: play.items(), unreceived: play.unreceived() });
  for (const line of wordSummary({ story, figures, play, ended, memory: memory() })) out(line);
  return figures.faults.length === 0 && !conducting.isStopped();
}

async function requireNew(desk: Desk, slug: string): Promise<void> {
  const missions = await desk.ask<ObservationMission[]>('GET /api/missions');
  if (missions.some((mission) => mission.slug === slug))
    throw new Refusal(`Rehearse in ${slug}: it is there already. Wanted a name that is free: --mission exercise-….`);
}

function startClock({ begins }: Story, { options, stopped, isStopped }: Conducting) {
  const started = Date.now();
  let late = 0;
  const reach = async (minute: number): Promise<void> => {
    if (options.speed === null || isStopped()) return;
    const wait = started + ((minute - begins) / options.speed) * MINUTE_MS - Date.now();
    late = Math.max(0, -wait);
    const enough = new AbortController();
    if (wait > 0) await Promise.race([sleep(wait, undefined, { signal: enough.signal }), stopped]);
    enough.abort();
  };
  return { reach, lateSeconds: () => late / 1_000 };
}

interface BoardParts {
  readonly mission: ReadyMission;
  readonly story: Story;
  readonly templates: ReadonlyMap<StoryForm, Template>;
  readonly figures: Figures;
  readonly conducting: Conducting;
}

function openBoard(desk: Desk, parts: BoardParts): Board {
  const { mission, story, templates, figures, conducting } = parts;
  const { slug, day, key } = mission;
  const teamOf = new Map(
    story.teams.flatMap(({ observers }, team) =>
      observers.map((at) => [mission.telephones[at]?.pseudonym ?? '', mission.teamIds[team] ?? ''] as const),
    ),
  );
  const phaseOf = (form: StoryForm) => PHASES.find((phase) => phase === form) ?? null;
  const forms = new Map(
    [...templates].map(([form, { formId }]) => [formId, { id: mission.formIds.get(form) ?? '', phase: phaseOf(form) }]),
  );
  const expected = story.visits.map(({ team, station, phase, position }, at) => {
    const [id, teamId] = [must(mission.visitIds[at], 'Plan'), must(mission.teamIds[team], 'Plan')];
    return { id, teamId, day, station, phase, position, source: { kind: 'route' as const }, mark: null };
  });
  const evidence = new Evidence({ wire: desk.wire, slug, key, day, teamOf, forms });
  const formsOf = (phase: string) => [mission.formIds.get(phase as StoryForm) ?? ''];
  const { rest, patience, note } = conducting;
  return new Board({ desk, evidence, slug, day, expected, formsOf, figures, patience, rest, note });
}

interface Told {
  readonly story: Story;
  readonly figures: Figures;
  readonly play: Play;
  readonly ended: number;
  readonly memory: number | null;
}

function wordSummary({ story, figures, play, ended, memory }: Told): string[] {
  const { statuses, failures } = figures;
  const accepted = statuses.get('accepted') ?? 0;
  const words = (counts: ReadonlyMap<string, number>) =>
    [...counts].map(([name, many]) => `${name} ${many}`).join(', ');
  return [
    `Played until ${clockTime(Math.min(ended, story.ends))}: ${figures.sealed} items sealed, ${play.received()} with a receipt, ${play.silenced()} gone with lost telephones.`,
    `Batches ${figures.batches}, unheard ${figures.unheard}; answers: ${words(statuses)} (accepted for the first time and heard: ${accepted}); pictures ${figures.photos}.`,
    ...(failures.size > 0 ? [`The server or the connection failed by itself: ${words(failures)}.`] : []),
    `At the desk: ${figures.moves} reports moved, ${figures.marks} visits marked.`,
    `In the story: ${TROUBLES.map((name) => `${name} ${story.troubles[name]}`).join(', ')}.`,
    `Until a receipt: ${wordTimes(figures.receiptMs)}.`,
    `Until the board showed it: ${wordTimes(figures.settledMs)}; compared ${figures.compared} times.`,
    ...(memory === null ? [] : [`The server held ${memory} MB at most.`]),
    figures.faults.length === 0
      ? 'Nothing is lost; the board is what was sent.'
      : `${figures.faults.length} FAULTS: ${figures.faults.join('; ')}`,
  ];
}
