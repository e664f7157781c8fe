import { useSearchParams } from '@solidjs/router';
import { createResource, createSignal } from 'solid-js';
import { api } from '../../../../platform/ui/api.ts';
import type { PeopleSettings, ShownTeam } from '../people-replies.ts';

/** What a page knows of the mission whose people it shows. */
export interface PageOfMission {
  /** Its slug. */
  readonly mission: () => string;
  /** Slug of the election that it observes; null: none, or not known yet. */
  readonly election: () => string | null;
  readonly canEdit: () => boolean;
  /** May give the right to see who people are. */
  readonly isAdministrator: () => boolean;
  /** Address of an electoral place; null: nothing is known of it. */
  readonly placeHref: (key: string) => string | null;
  /** Address of a rule of the calendar; null: nothing is known of it. */
  readonly ruleHref: (key: string) => string | null;
  readonly peopleHref: () => string;
  readonly teamsHref: () => string;
  readonly importHref: () => string;
}

/** What the parts of the page share: what is known of the mission, its teams and settings, and that something was changed. */
export function createPeopleDesk(page: PageOfMission) {
  const [query, setQuery] = useSearchParams();
  const path = () => `/api/missions/${encodeURIComponent(page.mission())}`;
  const [turn, setTurn] = createSignal(0);
  const [settings, { refetch }] = createResource(path, (of) => api.get<PeopleSettings>(`${of}/people/settings`));
  const [teams] = createResource(
    () => [path(), turn()] as const,
    ([of]) => api.get<ShownTeam[]>(`${of}/teams`),
  );
  const asked = (name: string) => (query[name] === undefined ? null : String(query[name]));
  return {
    ...page,
    path,
    /** A parameter of the address; null: it is not there. */
    asked,
    setQuery: (parts: Readonly<Record<string, string | null>>, isStep = true) =>
      setQuery(parts, { replace: !isStep, scroll: false }),
    settings: () => (settings.error === undefined ? settings.latest : undefined),
    settingsAgain: async () => {
      await refetch();
    },
    teams: () => (teams.error === undefined ? teams.latest : undefined),
    teamsProblem: () => teams.error,
    /** Grows with every change of people or teams: whatever shows them reads them anew. */
    turn,
    changed: () => setTurn((before) => before + 1),
  };
}

/** What a PeopleDesk is. */
export type PeopleDesk = ReturnType<typeof createPeopleDesk>;
