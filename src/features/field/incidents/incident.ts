/** How dangerous it is. `sos`: somebody needs help now; it is loud until a person acknowledges it. */
export const DANGERS = ['none', 'low', 'high', 'sos'] as const;
export type Danger = (typeof DANGERS)[number];

/** How far it has been dealt with, in the order of a board. */
export const STATUSES = ['new', 'assigned', 'verified', 'escalated', 'resolved', 'rejected'] as const;
export type Status = (typeof STATUSES)[number];
/** Those in which something is still to be done. */
export const OPEN_STATUSES: readonly Status[] = ['new', 'assigned', 'verified', 'escalated'];

export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** How sure it is that it happened. */
export const VERACITIES = ['confirmed', 'probable', 'doubtful', 'false'] as const;
export type Veracity = (typeof VERACITIES)[number];

export const LINK_KINDS = ['report', 'person'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** How the report stands that an incident was made of; `other-form`: it is of a form that makes none any more. */
export type Standing = 'read' | 'held' | 'void' | 'erased' | 'joined' | 'other-form';

/** What is said of an incident; what is left out is not known. */
export interface Facts {
  readonly what?: string;
  /** Key of the category tree, or what the report says, where the tree has no such key. */
  readonly category?: string;
  /** ISO 8601, UTC. */
  readonly happenedAt?: string;
  /** Code of the polling station or key of another place of the register. */
  readonly station?: string;
  /** Degrees, WGS 84; both or none. */
  readonly latitude?: number;
  readonly longitude?: number;
  readonly placeWords?: string;
  readonly danger?: Danger;
}

/** Names of the facts, in the order of forms and histories. */
export const FACTS = [
  'danger',
  'category',
  'what',
  'happenedAt',
  'station',
  'placeWords',
  'latitude',
  'longitude',
] as const;

/** What the desk says instead of the report; null takes its own word back. */
export type ToldFacts = { readonly [Name in keyof Facts]: Facts[Name] | null };

/** Who has something to do. */
export interface Assignee {
  readonly id: string;
  readonly name: string;
}

/** Something that was done to an incident. */
export type ActDetails =
  | { readonly kind: 'made'; readonly said?: Facts; readonly told?: ToldFacts; readonly standing: Standing | null }
  | { readonly kind: 'followed'; readonly said?: Facts; readonly standing: Standing }
  | { readonly kind: 'told'; readonly told: ToldFacts }
  | { readonly kind: 'status'; readonly status: Status }
  | { readonly kind: 'assigned'; readonly assignee: Assignee | null }
  | { readonly kind: 'priority'; readonly priority: Priority | null }
  | { readonly kind: 'due'; readonly dueAt: string | null }
  | { readonly kind: 'veracity'; readonly veracity: Veracity | null }
  | { readonly kind: 'acknowledged' }
  | { readonly kind: 'noted'; readonly text: string }
  | { readonly kind: 'merged'; readonly into: string }
  | { readonly kind: 'unmerged' }
  | { readonly kind: 'linked' | 'unlinked'; readonly link: LinkKind; readonly target: string };

export type ActKind = ActDetails['kind'];

/** An act with who did it and when; a null name: the program, which follows the report. */
export interface DoneAct {
  readonly details: ActDetails;
  readonly by: string | null;
  /** ISO 8601. */
  readonly at: string;
}

/** An incident as its acts left it. */
export interface IncidentState {
  readonly said: Facts;
  readonly told: Facts;
  readonly standing: Standing | null;
  readonly status: Status;
  readonly assignee: Assignee | null;
  readonly priority: Priority | null;
  readonly dueAt: string | null;
  readonly veracity: Veracity | null;
  readonly acknowledged: { readonly by: string; readonly at: string } | null;
  readonly mergedInto: string | null;
  /** `report <id>`, sorted. */
  readonly links: readonly string[];
}

/** Before its first act. */
export const NOTHING: IncidentState = {
  ...{ said: {}, told: {}, standing: null, status: 'new', assignee: null, priority: null, dueAt: null },
  ...{ veracity: null, acknowledged: null, mergedInto: null, links: [] },
};

/** What holds: the word of the desk before that of the report; a position goes as a whole. */
export function factsOf({ said, told }: Pick<IncidentState, 'said' | 'told'>): Facts {
  return { ...said, ...told };
}

/** Whether it cries for somebody. */
export function isLoud(state: Pick<IncidentState, 'said' | 'told' | 'acknowledged'>): boolean {
  return factsOf(state).danger === 'sos' && state.acknowledged === null;
}

/** What an incident becomes by an act; acts are taken as they are, what may be done is asked of `faultOf` before. */
export function applyAct(before: IncidentState, { details, by, at }: DoneAct): IncidentState {
  const after = changed(before, details);
  const wasSos = factsOf(before).danger === 'sos';
  if (details.kind === 'acknowledged') return { ...after, acknowledged: { by: by ?? '', at } };
  // A new SOS is loud again, whoever heard the last one.
  return factsOf(after).danger === 'sos' && !wasSos ? { ...after, acknowledged: null } : after;
}

function changed(before: IncidentState, details: ActDetails): IncidentState {
  switch (details.kind) {
    case 'made':
      return { ...before, said: details.said ?? {}, told: tell({}, details.told ?? {}), standing: details.standing };
    case 'followed':
      return { ...before, said: details.said ?? {}, standing: details.standing };
    case 'told':
      return { ...before, told: tell(before.told, details.told) };
    case 'status':
      return { ...before, status: details.status, assignee: details.status === 'new' ? null : before.assignee };
    case 'assigned':
      return { ...before, assignee: details.assignee, status: statusWith(before.status, details.assignee) };
    case 'priority':
      return { ...before, priority: details.priority };
    case 'due':
      return { ...before, dueAt: details.dueAt };
    case 'veracity':
      return { ...before, veracity: details.veracity };
    case 'merged':
      return { ...before, mergedInto: details.into };
    case 'unmerged':
      return { ...before, mergedInto: null };
    case 'linked':
    case 'unlinked':
      return { ...before, links: linksAfter(before.links, details) };
    default:
      return before;
  }
}

/** Whoever gets a new one has it; whoever gives it away leaves it new. */
function statusWith(status: Status, assignee: Assignee | null): Status {
  if (assignee !== null) return status === 'new' ? 'assigned' : status;
  return status === 'assigned' ? 'new' : status;
}

function linksAfter(
  links: readonly string[],
  { kind, link, target }: Extract<ActDetails, { kind: 'linked' | 'unlinked' }>,
): readonly string[] {
  const others = links.filter((one) => one !== `${link} ${target}`);
  return (kind === 'linked' ? [...others, `${link} ${target}`] : others).sort();
}

function tell(before: Facts, told: ToldFacts): Facts {
  const all = Object.entries({ ...before, ...told });
  return Object.fromEntries(all.filter(([, value]) => value !== null && value !== undefined)) as Facts;
}

/** Where an incident may go from where it is. */
const WAYS: Readonly<Record<Status, readonly Status[]>> = {
  new: ['assigned', 'verified', 'escalated', 'resolved', 'rejected'],
  assigned: ['new', 'verified', 'escalated', 'resolved', 'rejected'],
  verified: ['assigned', 'escalated', 'resolved', 'rejected'],
  escalated: ['assigned', 'verified', 'resolved', 'rejected'],
  resolved: ['new', 'assigned', 'verified', 'escalated'],
  rejected: ['new', 'assigned'],
};

/** Whether an incident may go from one status to another. */
export function mayGo(from: Status, to: Status): boolean {
  return WAYS[from].includes(to);
}

/** Where it may go next, in the order of a board. */
export function waysFrom(status: Status): readonly Status[] {
  return STATUSES.filter((to) => mayGo(status, to));
}

/** Whether a change of status needs a reason: turning it away, handing it on, and opening it again. */
export function needsReason(from: Status, to: Status): boolean {
  return to === 'rejected' || to === 'escalated' || from === 'resolved' || from === 'rejected';
}

/** Why an act cannot be done to an incident as it stands: the code of a fault; null: it can. */
export function faultOf(state: IncidentState, details: ActDetails, reason: string | null): string | null {
  if (details.kind === 'status') return faultOfStatus(state, details.status, reason);
  if (details.kind === 'acknowledged') return isLoud(state) ? null : 'incident-not-loud';
  if (details.kind === 'merged') {
    if (state.mergedInto !== null) return 'incident-merged';
    return reason === null ? 'incident-reason' : null;
  }
  if (details.kind === 'unmerged') {
    if (state.mergedInto === null) return 'incident-not-merged';
    return reason === null ? 'incident-reason' : null;
  }
  const isLinked = 'link' in details && state.links.includes(`${details.link} ${details.target}`);
  if (details.kind === 'linked') return isLinked ? 'incident-linked' : null;
  if (details.kind === 'unlinked') return isLinked ? null : 'incident-not-linked';
  if (details.kind === 'told') return faultOfTold(state, details.told);
  return null;
}

function faultOfStatus(state: IncidentState, to: Status, reason: string | null): string | null {
  if (!mayGo(state.status, to)) return 'incident-way';
  if (to === 'assigned' && state.assignee === null) return 'incident-nobody';
  return needsReason(state.status, to) && reason === null ? 'incident-reason' : null;
}

/** A position has both numbers or none. */
function faultOfTold(state: IncidentState, told: ToldFacts): string | null {
  const facts = factsOf({ ...state, told: tell(state.told, told) });
  return (facts.latitude === undefined) === (facts.longitude === undefined) ? null : 'incident-position';
}
