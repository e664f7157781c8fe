import type { FaultList } from '../fault-list.ts';
import { type ContainerPath, FORM_PATH, isSamePath, repeatsOn, showPath } from './container-path.ts';
import type { EntityDeclaration, EntityPlan } from './entity-plan.ts';
import { type PlaceRequest, requestPlace } from './request-place.ts';

/** Where each entity goes: path as a text → its list. */
export type Placement = ReadonlyMap<string, PlacedEntity>;

/** An entity in its place. */
export interface PlacedEntity {
  readonly list: string;
  readonly path: ContainerPath;
}

/**
 * Finds a group, repeat or the form for each entity, one for each of them: as deep as what it saves allows, within the repeat
 * that its answers stand in (ODK entities specification 2025.1).
 */
export function placeEntities(plan: EntityPlan, faults: FaultList): Placement {
  const requests = [...plan.references]
    .map(([list, references]) => requestPlace({ list, references, row: plan.declarations.get(list)?.row ?? 0 }, faults))
    .filter((request) => request !== null);
  for (const { list, row } of plan.declarations.values()) {
    if (!plan.references.has(list)) requests.push({ list, row, scope: FORM_PATH, wanted: FORM_PATH, lineages: [] });
  }
  const [only, ...others] = requests;
  if (only !== undefined && others.length === 0 && isSamePath(only.scope, FORM_PATH)) {
    return new Map([[showPath(FORM_PATH), { list: only.list, path: FORM_PATH }]]);
  }
  return placeAll(requests, plan.declarations, faults);
}

function placeAll(
  requests: readonly PlaceRequest[],
  declarations: ReadonlyMap<string, EntityDeclaration>,
  faults: FaultList,
): Placement {
  const placed = new Map<string, PlacedEntity>();
  const reserved = new Map<string, string>();
  const scopes = [...new Set(requests.map(({ scope }) => showPath(scope)))];
  for (const scope of scopes) {
    const inside = requests.filter((request) => showPath(request.scope) === scope).sort((a, b) => a.row - b.row);
    for (const request of inside) {
      const other = placeOne(request, placed, reserved);
      if (other === null) continue;
      const parameters = { list: request.list, scope, other: declarations.get(other)?.row ?? 0 };
      faults.error('entity-no-place', { sheet: 'entities', row: request.row }, parameters);
    }
  }
  return placed;
}

/** Places one entity; @returns the list that is in its way, or null. */
function placeOne(
  request: PlaceRequest,
  placed: Map<string, PlacedEntity>,
  reserved: Map<string, string>,
): string | null {
  let conflict: string | null = null;
  for (let depth = request.wanted.length; depth >= request.scope.length; depth -= 1) {
    const path = request.wanted.slice(0, depth);
    const key = showPath(path);
    const other = placed.get(key)?.list ?? reserved.get(key);
    if (other === undefined) {
      placed.set(key, { list: request.list, path });
      reserve(request, path, reserved);
      return null;
    }
    conflict = other;
    const inLineage = request.lineages
      .map((lineage) => reserved.get(showPath(lineage)))
      .find((list) => list !== undefined);
    if (inLineage !== undefined) return inLineage;
  }
  return conflict;
}

/** What is saved into an entity must not pass the place of another one on its way. */
function reserve({ list, lineages }: PlaceRequest, path: ContainerPath, reserved: Map<string, string>): void {
  reserved.set(showPath(path), list);
  for (const lineage of lineages) {
    for (let length = lineage.length; length >= path.length; length -= 1) {
      reserved.set(showPath(lineage.slice(0, length)), list);
    }
  }
}

/** The version of the specification that a placement needs; null where the form has no entities. */
export function versionOf({ declarations }: EntityPlan, placement: Placement): string | null {
  if (declarations.size === 0) return null;
  const isRepeated = [...placement.values()].some(({ path }) => repeatsOn(path) > 0);
  return declarations.size > 1 || isRepeated ? '2025.1.0' : '2024.1.0';
}
