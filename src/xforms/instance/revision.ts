import type { Recalculation } from './record/recalculation.ts';
import { eachBelow, type RecordNode } from './record/record-node.ts';

/**
 * A record that is mended gets an id of its own; the one before becomes `deprecatedID` (ODK XForms, Metadata).
 *
 * @returns the id before, where the form has no place for it; otherwise empty.
 */
export function startRevision(recalculation: Recalculation): string {
  const { root, world } = recalculation.parts;
  const found: { instanceId: RecordNode | null; deprecatedId: RecordNode | null } = {
    instanceId: null,
    deprecatedId: null,
  };
  eachBelow(root, (node) => {
    if (localName(node.parent?.name ?? '') !== 'meta') return;
    if (localName(node.name) === 'instanceID') found.instanceId = node;
    if (localName(node.name) === 'deprecatedID') found.deprecatedId = node;
  });
  if (found.instanceId === null) return '';
  const before = found.instanceId.value;
  if (found.deprecatedId !== null) recalculation.setValue(found.deprecatedId, before);
  recalculation.setValue(found.instanceId, `uuid:${world.environment.uuid()}`);
  return found.deprecatedId === null ? before : '';
}

function localName(name: string): string {
  return name.replace(/^.*:/, '');
}
