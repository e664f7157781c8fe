import { createResource } from 'solid-js';
import { type ApiProblem, api } from '../../../../platform/ui/api.ts';
import type { MapBox } from '../../../../platform/ui/map/map-view.ts';
import type { ClaimPage, PlaceDetails, PlaceMatches, PlacePage, PlacePoints } from '../contract.ts';
import type { PlacesAddress } from './places-address.ts';
import type { PlacesView } from './places-view.ts';

/** How many places the tree shows in one place, and a list on one page. */
export const MOST_CHILDREN = 500;

type Query = Readonly<Record<string, string | number | null>>;

async function ask<T>(view: PlacesView, path: string, query: Query): Promise<T> {
  const said = Object.entries(query).filter(([, value]) => value !== null && value !== '');
  const written = new URLSearchParams(said.map(([name, value]) => [name, String(value)]));
  return await api.get<T>(`/api/elections/${encodeURIComponent(view.slug)}/places${path}?${written}`);
}

/** What lies in a place, or the roots of the tree where `parent` is null. */
export function loadChildren(
  view: PlacesView,
  asked: Pick<PlacesAddress, 'after' | 'subject'> & { readonly parent: string | null; readonly limit: number },
): Promise<PlacePage> {
  return ask(view, '', { ...asked, as_of: view.day });
}

/** A place with its path, counts, events and claims. */
export function loadDetails(view: PlacesView, code: string): Promise<PlaceDetails> {
  return ask(view, '/details', { code, as_of: view.day });
}

/** The claims about a place that follow those before. */
export function loadMoreClaims(view: PlacesView, code: string, after: string): Promise<ClaimPage> {
  return ask(view, '/claims', { code, after });
}

/** The places that answer the words. */
export function searchPlaces(view: PlacesView, words: string): Promise<PlaceMatches> {
  return ask(view, '/search', { q: words, as_of: view.day });
}

/** What the map shows, of the whole world or of the part that is seen. */
export function loadPoints(asked: {
  readonly view: PlacesView;
  readonly where: PlacesAddress['where'];
  readonly box: MapBox | null;
}): Promise<PlacePoints> {
  return ask(asked.view, '/points', { where: asked.where, as_of: asked.view.day, ...asked.box });
}

/** What is loaded from the server, and loaded anew whenever `asked` gives another object or text. */
export interface Loaded<T> {
  /** The last answer; it stays while the next one is under way. */
  readonly latest: () => T | undefined;
  readonly problem: () => ApiProblem | undefined;
  readonly retry: () => void;
}

/**
 * Loads what `asked` says; nothing while that is null. The page around it is not held back meanwhile: a Suspense would
 * take the tree off the page, and with it the focus.
 */
export function createLoaded<Asked, T>(asked: () => Asked | null, load: (asked: Asked) => Promise<T>): Loaded<T> {
  const [resource, { refetch }] = createResource(asked, (wanted) => load(wanted as Asked));
  return {
    latest: () => (resource.state === 'ready' || resource.state === 'refreshing' ? resource.latest : undefined),
    problem: () => resource.error as ApiProblem | undefined,
    retry: () => void refetch(),
  };
}
