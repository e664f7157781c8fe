import { z } from 'zod';
import { normalizeText } from '../../../kernel/text.ts';
import { calendarDay } from '../../../platform/wire/calendar-day.ts';
import { findItemFault, ITEM_KINDS, ITEM_STATES } from './meeting.ts';

export const missionParams = z.object({ mission: z.string().min(1).max(100) });
export const meetingParams = missionParams.extend({ meeting: z.uuid() });
export const itemParams = meetingParams.extend({ item: z.uuid() });

const line = z.string().trim().min(1).max(300).transform(normalizeText);
const text = z.string().trim().min(1).max(10_000).transform(normalizeText);
const reason = z.string().trim().min(1).max(1_000);
const base = z.number().int().min(1);

const meeting = {
  institution: line,
  met: line.nullable(),
  heldAt: z.iso.datetime({ offset: true }),
  place: line.nullable(),
  tookPart: z.array(z.string().trim().min(1).max(40)).max(100),
  topics: text.nullable(),
  publicNote: text.nullable(),
  struckReason: reason.nullable().default(null),
};

const item = {
  kind: z.enum(ITEM_KINDS),
  what: text,
  whose: line.nullable(),
  askedOn: calendarDay.nullable(),
  dueOn: calendarDay.nullable(),
  state: z.enum(ITEM_STATES),
  doneOn: calendarDay.nullable(),
  answer: text.nullable(),
  usedIn: line.nullable(),
};

const isSound = { error: 'item', path: ['state'] };

export const newMeetingBody = z.strictObject({ id: z.uuid(), ...meeting });
export const meetingBody = z.strictObject({ ...meeting, base, reason });
export const newItemBody = z
  .strictObject({ id: z.uuid(), ...item })
  .refine((one) => findItemFault(one) === null, isSound);
export const itemBody = z.strictObject({ ...item, base, reason }).refine((one) => findItemFault(one) === null, isSound);
export const restrictedBody = z.strictObject({
  text: z.string().trim().max(20_000).transform(normalizeText),
  /** 0: there was none. */
  base: z.number().int().min(0),
  reason: reason.nullable(),
});
