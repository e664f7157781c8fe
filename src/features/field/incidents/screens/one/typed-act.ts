import type { ActKind, LinkKind } from '../../incident.ts';

/** What a person at the desk can do to an incident. */
export type DeskAct = Exclude<ActKind, 'made' | 'followed'>;

/** What stands in the fields of an act. */
export interface TypedAct {
  readonly value: string;
  readonly text: string;
  readonly reason: string;
  readonly link: LinkKind;
}

/** The act that is typed; null: something is missing. */
export function readAct(kind: DeskAct, { value, text, link }: TypedAct): object | null {
  switch (kind) {
    case 'noted':
      return text.trim() === '' ? null : { kind, text: text.trim() };
    case 'status':
      return value === '' ? null : { kind, status: value };
    case 'assigned':
      return { kind, assignee: value || null };
    case 'priority':
      return { kind, priority: value || null };
    case 'veracity':
      return { kind, veracity: value || null };
    case 'due':
      return { kind, dueAt: value === '' ? null : new Date(value).toISOString() };
    case 'merged':
      return value === '' ? null : { kind, into: value };
    case 'linked':
      return value === '' ? null : { kind, link, target: value };
    case 'unlinked': {
      const [own, target] = value.split(' ');
      return target === undefined ? null : { kind, link: own, target };
    }
    case 'unmerged':
    case 'acknowledged':
      return { kind };
    default:
      return null;
  }
}
