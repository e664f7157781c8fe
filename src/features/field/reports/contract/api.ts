import { z } from 'zod';

const slug = z.string().min(1).max(100);
const place = z.coerce.number().int().min(-1).max(Number.MAX_SAFE_INTEGER);
const hex64 = z.string().regex(/^[0-9a-f]{64}$/);
const moment = z.iso.datetime();

/** The most characters of a record that a program sends. */
export const LONGEST_RECORD = 2_000_000;
/** Every character may be written as six bytes in JSON. */
export const RECORD_BODY_BYTES = LONGEST_RECORD * 6 + 1_000;
/** The most reports of one answer. */
export const MOST_REPORTS = 1_000;

export const apiMissionParams = z.object({ mission: slug });
export const apiReportParams = apiMissionParams.extend({ report: z.uuid() });
export const apiVersionParams = apiMissionParams.extend({
  form: z.string().min(1).max(250),
  number: z.coerce.number().int().min(1).max(1_000_000),
});

/** A record of a form, as OpenRosa has it; its name, form and version stand in it. */
export const newReportBody = z.strictObject({
  xml: z.string().min(1).max(LONGEST_RECORD).describe('The record: one XML document, as OpenRosa has it'),
});

export const reportsQuery = z.strictObject({
  after: place.default(-1).describe('Only what has a greater place in the log; begin without it, go on with `next`'),
  limit: z.coerce.number().int().min(1).max(MOST_REPORTS).default(100),
});

const receipt = z.object({
  code: z.string().describe('For people: SLUG-INDEX-XXXX-XXXXC'),
  index: z.int().min(0).describe('Place of its leaf in the log of the mission'),
  leafHash: hex64.describe('RFC 6962 hash of its leaf'),
});

/** What became of a record that a program sent. */
export const takenReply = z.object({
  status: z
    .enum(['accepted', 'same', 'rival'])
    .describe(
      '`same`: it was here already; `rival`: another of its name was, which says something else; both are kept',
    ),
  reportId: z.uuid(),
  receipt,
});

const file = z.object({
  name: z.string(),
  sha256: hex64,
  bytes: z.int().min(0),
  contentType: z.string(),
  receivedAt: moment,
});

/** A version of a report. */
export const versionReply = z.object({
  index: z.int().min(0).describe('Place of its receipt in the log: the order in which everything came'),
  reportId: z.uuid(),
  sha256: hex64.describe('Of its bytes'),
  number: z.int().min(1).describe('The how many of its report it was'),
  receivedAt: moment,
  channel: z.enum(['app', 'odk', 'desk', 'api', 'sms', 'file']),
  device: z.string().nullable().describe('Pseudonym of the device, as the log has it'),
  form: z.string().nullable().describe('As the record says'),
  formVersion: z.string().nullable().describe('As the record says'),
  instanceId: z.string().nullable(),
  deprecatedId: z.string().nullable().describe('Of the version that it corrects'),
  bytes: z.int().min(0),
  receipt,
  state: z.enum(['waiting', 'read', 'held']),
  reason: z.string().nullable().describe('Why it is held'),
  flags: z.array(z.string()).describe('What a person should know of it'),
  answers: z
    .record(z.string(), z.unknown())
    .nullable()
    .describe('Path to answer, in the order of the form; null: not read'),
  isErased: z.boolean(),
});
export type VersionReply = z.output<typeof versionReply>;

export const reportsReply = z.object({
  reports: z.array(versionReply).describe('Versions, in the order of the log'),
  next: place.describe('What `after` has to be to go on, now or when more has come'),
  isMore: z.boolean(),
});

export const reportReply = z.object({
  reportId: z.uuid(),
  versions: z.array(versionReply).describe('In the order of the log; the last 200 where there are more'),
  files: z.array(file).describe('In the order of the log; the first 200 where there are more'),
});

/** A form in use. */
export const formReply = z.object({
  form: z.string(),
  number: z.int().min(1).describe('Of its newest version'),
  version: z.string().nullable().describe('As its author calls it'),
  title: z.string(),
  files: z.array(z.object({ name: z.string(), bytes: z.int().min(0) })),
});
export const formsReply = z.object({ forms: z.array(formReply) });
