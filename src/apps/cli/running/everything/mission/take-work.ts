import {
  readMeetingItems,
  readMeetingNotes,
  readMeetings,
  readMeetingVersions,
} from '../../../../../features/mission/meetings/store/export-meetings.ts';
import {
  readAnswers,
  readCalls,
  readMessages,
  readRecipients,
} from '../../../../../features/mission/messages/store/export-messages.ts';
import {
  readExpected,
  readExpectedVersions,
  readPhases,
  readSamples,
  readSampleUnits,
  readVisits,
} from '../../../../../features/mission/plan/store/export-plan.ts';
import type { Taking } from '../taking.ts';
import { takeWorkTables, type WorkTable } from './work-table.ts';

const TABLES: readonly WorkTable[] = [
  {
    file: 'phases',
    read: readPhases,
    columns: ['key', 'position', 'names', 'due_at', 'due_days', 'forms', 'zone', 'day_begins_at'],
    texts: [],
  },
  {
    file: 'expected-visits',
    read: readExpected,
    columns: [
      ...['visit', 'team', 'day', 'phase', 'station', 'position', 'source', 'sample', 'mark', 'marked_at', 'note'],
      ...['revision', 'by', 'at'],
    ],
    texts: ['note'],
  },
  {
    file: 'expected-visit-versions',
    read: readExpectedVersions,
    columns: ['visit', 'revision', 'before', 'by', 'at', 'reason'],
    texts: ['before', 'reason'],
  },
  {
    file: 'visits',
    read: readVisits,
    columns: ['day', 'phase', 'station', 'team', 'visit', 'status', 'standing', 'reports'],
    texts: [],
  },
  {
    file: 'samples',
    read: readSamples,
    columns: [
      ...['sample', 'name', 'record', 'source', 'document_sha256', 'salt', 'by', 'at'],
      ...['withdrawn_at', 'withdrawn_because', 'replaced_by'],
    ],
    texts: ['withdrawn_because'],
  },
  {
    file: 'sample-units',
    read: readSampleUnits,
    columns: ['sample', 'position', 'is_reserve', 'station', 'stratum', 'cluster', 'stage', 'inclusion', 'weight'],
    texts: [],
  },
  {
    file: 'calls',
    read: readCalls,
    columns: [
      ...['call', 'team', 'person', 'visit', 'report', 'outcome', 'note', 'called_at', 'by', 'at'],
      ...['struck_at', 'struck_because'],
    ],
    texts: ['note', 'struck_because'],
  },
  {
    file: 'messages',
    read: readMessages,
    columns: ['message', 'thread', 'texts', 'audience', 'by', 'at', 'withdrawn_at', 'withdrawn_because'],
    texts: ['texts', 'withdrawn_because'],
  },
  {
    file: 'message-recipients',
    read: readRecipients,
    columns: ['message', 'team', 'person', 'device', 'delivered_at', 'read_at', 'answered_at'],
    texts: [],
  },
  {
    file: 'message-answers',
    read: readAnswers,
    columns: ['answer', 'message', 'device', 'text', 'device_time', 'at'],
    texts: ['text'],
  },
  {
    file: 'meetings',
    read: readMeetings,
    columns: [
      ...['meeting', 'institution', 'met', 'held_at', 'place', 'took_part', 'topics', 'public_note', 'struck_because'],
      ...['revision', 'by', 'at'],
    ],
    texts: ['met', 'topics', 'public_note', 'struck_because'],
  },
  {
    file: 'meeting-items',
    read: readMeetingItems,
    columns: [
      ...['item', 'meeting', 'kind', 'what', 'whose', 'asked_on', 'due_on', 'state', 'done_on', 'answer', 'used_in'],
      ...['revision', 'by', 'at'],
    ],
    texts: ['what', 'whose', 'answer', 'used_in'],
  },
  {
    file: 'meeting-notes',
    read: readMeetingNotes,
    columns: ['meeting', 'text', 'revision', 'by', 'at'],
    texts: ['text'],
  },
  {
    file: 'meeting-versions',
    read: readMeetingVersions,
    columns: ['meeting', 'part', 'subject', 'revision', 'before', 'by', 'at', 'reason'],
    texts: ['before', 'reason'],
  },
];

/** Takes out the plan of a mission, what came of it, calls, messages and meetings. */
export async function takeMissionWork(
  taking: Taking,
  mission: { readonly id: string; readonly folder: string },
): Promise<void> {
  await takeWorkTables(taking, mission, TABLES);
}
