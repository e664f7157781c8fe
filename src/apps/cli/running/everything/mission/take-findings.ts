import {
  readCheckResults,
  readCheckVersions,
  readVerifications,
} from '../../../../../features/field/checks/store/export-checks.ts';
import {
  readIncidentActs,
  readIncidentLinks,
  readIncidentSettings,
  readIncidents,
} from '../../../../../features/field/incidents/store/export-incidents.ts';
import { readTurnoutQuestions } from '../../../../../features/field/turnout/store/export-turnout.ts';
import type { Taking } from '../taking.ts';
import { takeWorkTables, type WorkTable } from './work-table.ts';

const TABLES: readonly WorkTable[] = [
  {
    file: 'check-versions',
    read: readCheckVersions,
    columns: [
      ...['check', 'version', 'form', 'other_form', 'titles', 'severity', 'expression', 'form_number'],
      ...['other_form_number', 'is_on', 'by', 'at', 'reason'],
    ],
    texts: ['titles', 'expression', 'reason'],
  },
  {
    file: 'check-results',
    read: readCheckResults,
    columns: ['check', 'version', 'report', 'state', 'at'],
    texts: [],
  },
  {
    file: 'check-verifications',
    read: readVerifications,
    columns: [
      ...['verification', 'report', 'path', 'value', 'how', 'note', 'by', 'at', 'withdrawn_at', 'withdrawn_because'],
      'erased_at',
    ],
    texts: ['note', 'withdrawn_because'],
  },
  {
    file: 'incidents',
    read: readIncidents,
    columns: [
      ...['incident', 'number', 'report', 'standing', 'what', 'category', 'happened_at', 'station', 'latitude'],
      ...['longitude', 'place_words', 'danger', 'status', 'assignee', 'priority', 'due_at', 'veracity'],
      ...['acknowledged_at', 'acknowledged_by', 'merged_into', 'known_at', 'revision', 'changed_at', 'said', 'told'],
    ],
    texts: ['what', 'place_words', 'acknowledged_by', 'said', 'told'],
  },
  {
    file: 'incident-acts',
    read: readIncidentActs,
    columns: ['incident', 'act', 'kind', 'details', 'reason', 'by', 'at'],
    texts: ['details', 'reason'],
  },
  { file: 'incident-links', read: readIncidentLinks, columns: ['incident', 'kind', 'target'], texts: [] },
  {
    file: 'incident-settings',
    read: readIncidentSettings,
    columns: ['revision', 'categories', 'forms', 'by', 'at', 'reason'],
    texts: ['categories', 'reason'],
  },
  {
    file: 'turnout-questions',
    read: readTurnoutQuestions,
    columns: ['form', 'voted', 'time', 'registered', 'revision', 'by', 'at'],
    texts: [],
  },
];

/** Takes out what was found in a mission: its checks with what they say, and its incidents with all that was done to them. */
export async function takeFindings(
  taking: Taking,
  mission: { readonly id: string; readonly folder: string },
): Promise<void> {
  await takeWorkTables(taking, mission, TABLES);
}
