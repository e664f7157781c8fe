import type { ListedIncident } from './incident-replies.ts';

/** The columns of incidents in files. */
export const INCIDENT_COLUMNS = [
  'number',
  'id',
  'known_at',
  'status',
  'danger',
  'category',
  'what',
  'happened_at',
  'station',
  'place_words',
  'latitude',
  'longitude',
  'priority',
  'due_at',
  'veracity',
  'assignee',
  'acknowledged_by',
  'acknowledged_at',
  'report',
  'report_standing',
  'merged_into',
  'duplicates',
  'changed_at',
] as const;

/** The cells of an incident, in the order of `INCIDENT_COLUMNS`. */
export function incidentCells({ facts, acknowledged, ...incident }: Omit<ListedIncident, 'placeNames'>): string[] {
  const { number, id, at, status, priority, dueAt, veracity, assignee, report, standing, mergedInto } = incident;
  const cells = [
    ...[number, id, at, status, facts.danger, facts.category, facts.what, facts.happenedAt, facts.station],
    ...[facts.placeWords, facts.latitude, facts.longitude, priority, dueAt, veracity, assignee?.name],
    ...[acknowledged?.by, acknowledged?.at, report, standing, mergedInto, incident.duplicates, incident.changedAt],
  ];
  return cells.map((cell) => String(cell ?? ''));
}
