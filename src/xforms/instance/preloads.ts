import type { Environment } from '../xpath/scope.ts';
import { dateTimeNow, dateToday } from '../xpath/values/local-time.ts';
import type { Recalculation } from './record/recalculation.ts';
import { eachBelow, type RecordNode } from './record/record-node.ts';
import { propertyOf } from './world.ts';

/** Fills in what the form wants to know of device, person and time when a record begins (ODK XForms, Preload Attributes). */
export function fillPreloads(recalculation: Recalculation): void {
  const { root, world } = recalculation.parts;
  eachBelow(root, (node) => {
    const value = preloadOf(node, world.environment);
    if (value !== null) recalculation.setValue(node, value);
  });
}

/** Notes the time at which a record ends. */
export function fillEnd(recalculation: Recalculation): void {
  const { root, world } = recalculation.parts;
  eachBelow(root, (node) => {
    const [kind, parameters] = node.definition.packed.preload ?? [];
    if (kind === 'timestamp' && parameters === 'end') recalculation.setValue(node, dateTimeNow(world.environment));
  });
}

function preloadOf(node: RecordNode, environment: Environment): string | null {
  const preload = node.definition.packed.preload;
  if (preload === undefined) return null;
  const [kind, parameters] = preload;
  if (kind === 'uid') return node.value === '' ? `uuid:${environment.uuid()}` : null;
  if (kind === 'timestamp') return parameters === 'start' ? dateTimeNow(environment) : null;
  if (kind === 'date') return parameters === 'today' || parameters === '' ? dateToday(environment) : null;
  return kind === 'property' ? propertyOf(environment, parameters) : null;
}
