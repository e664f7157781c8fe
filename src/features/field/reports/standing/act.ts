import { sha256 } from '../../../../kernel/bytes/hash.ts';
import { canonicalBytes } from '../../../../ledger/commitment/canonical-json.ts';
import type { ActKind } from './history.ts';

/** Where a version rests. */
export interface VersionPlace {
  readonly reportId: string;
  /** In hexadecimal digits. */
  readonly sha256: string;
}

/** What a person did to a report. */
export interface ReportAct {
  readonly id: string;
  readonly kind: ActKind;
  readonly at: Date;
  readonly by: { readonly id: string; readonly name: string };
  readonly reason: string;
  /** The version that stood then, which the person looked at. */
  readonly on: VersionPlace;
  /** correct, release: what was made; restore: what stands from then on. */
  readonly version: VersionPlace | null;
  /** release: what was held. */
  readonly held: VersionPlace | null;
  /** move: null: back to what the report says; release: what the person said it is of. */
  readonly station: string | null;
  readonly deviceId: string | null;
  readonly form: { readonly id: string; readonly number: number } | null;
}

/** What of an act is committed to in the log: SHA-256 of everything that it says, as canonical JSON. */
export function actDigest({
  id,
  kind,
  at,
  by,
  reason,
  on,
  version,
  held,
  station,
  deviceId,
  form,
}: ReportAct): Uint8Array {
  const content = {
    ...{ id, kind, at: at.toISOString(), by: { id: by.id, name: by.name }, reason, on: on.sha256 },
    ...{ version: version?.sha256 ?? null, held: held?.sha256 ?? null, station, device: deviceId },
    form: form === null ? null : { id: form.id, number: form.number },
  };
  return sha256(canonicalBytes(content));
}

/** What may be done to a report that stands so. */
export function actsOn(state: 'read' | 'held' | 'void' | 'erased' | 'joined'): readonly ActKind[] {
  switch (state) {
    case 'read':
      return ['correct', 'void', 'move', 'restore', 'release'];
    case 'held':
      return ['correct', 'void', 'move', 'release'];
    case 'void':
      return ['unvoid'];
    default:
      return [];
  }
}
