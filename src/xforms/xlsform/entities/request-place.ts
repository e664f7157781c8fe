import type { FaultList } from '../fault-list.ts';
import {
  beginsWith,
  type ContainerPath,
  commonPath,
  groupsInScope,
  isSamePath,
  repeatsOn,
  scopeOf,
  showPath,
} from './container-path.ts';
import type { EntityReference } from './entity-plan.ts';

/** Where an entity should go. */
export interface PlaceRequest {
  readonly list: string;
  readonly row: number;
  /** The repeat, or the form, that it must stay in. */
  readonly scope: ContainerPath;
  readonly wanted: ContainerPath;
  /** Ways to all that is saved into it. */
  readonly lineages: readonly ContainerPath[];
}

/** What belongs to one entity. */
interface Belongings {
  readonly list: string;
  readonly row: number;
  readonly references: readonly EntityReference[];
}

/** The place that follows from what belongs to an entity; null, noted, where its parts stand in repeats that are not one in another. */
export function requestPlace(given: Belongings, faults: FaultList): PlaceRequest | null {
  const { list, row, references } = given;
  const deepest = deepestScope(references);
  const scope = scopeOf(deepest.path);
  const saved = references.filter(({ property }) => property !== null);
  const lineages = uniquePaths(saved.map(({ path }) => path));
  const wanted = wantedPath({ references, saved, lineages, scope });
  for (const reference of references) {
    const own = scopeOf(reference.path);
    const isOutside = !beginsWith(scope, own);
    const isElsewhere = reference.property !== null && !isSamePath(scopeOf(wanted), own);
    if (!isOutside && !isElsewhere) continue;
    const parameters = { list, scope: showPath(reference.path), other: showPath(isOutside ? deepest.path : wanted) };
    if (reference.property !== null) {
      faults.error('save-to-scope', { sheet: 'survey', row: reference.row, column: 'save_to' }, parameters);
    } else {
      const question = reference.question ?? '';
      faults.error('entity-scope', { sheet: 'entities', row }, { ...parameters, found: question });
    }
    return null;
  }
  return { list, row, scope, wanted, lineages };
}

function deepestScope(references: readonly EntityReference[]): EntityReference {
  const [first, ...others] = references;
  if (first === undefined) throw new Error('An entity is placed by what belongs to it');
  const depth = ({ path }: EntityReference) => repeatsOn(scopeOf(path));
  return others.reduce((deepest, one) => (depth(one) > depth(deepest) ? one : deepest), first);
}

function wantedPath({
  references,
  saved,
  lineages,
  scope,
}: {
  references: readonly EntityReference[];
  saved: readonly EntityReference[];
  lineages: readonly ContainerPath[];
  scope: ContainerPath;
}): ContainerPath {
  const [only, ...more] = lineages;
  if (only === undefined) return deepestIn(references, scope).path;
  if (more.length === 0) return only;
  const common = commonPath(lineages);
  const own = scopeOf(deepestIn(saved, scope).path);
  const isDeeper = repeatsOn(common) - repeatsOn(own) || groupsInScope(common) - groupsInScope(own);
  return isDeeper > 0 ? common : own;
}

/** The one that stands below the most groups of a scope; the first one where none stands there. */
function deepestIn(references: readonly EntityReference[], scope: ContainerPath): EntityReference {
  const inside = references.filter(({ path }) => isSamePath(scopeOf(path), scope));
  const [first, ...others] = inside.length > 0 ? inside : references;
  if (first === undefined) throw new Error('A place is asked for by what belongs to it');
  return others.reduce((best, one) => (groupsInScope(one.path) > groupsInScope(best.path) ? one : best), first);
}

function uniquePaths(paths: readonly ContainerPath[]): ContainerPath[] {
  return [...new Map(paths.map((path) => [showPath(path), path])).values()];
}
