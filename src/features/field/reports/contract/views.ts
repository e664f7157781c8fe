import { z } from 'zod';
import { type ListView, PAGE_SIZES } from '../arrivals/list/list-view.ts';
import { missionParams } from './desk.ts';
import { column, filter } from './list.ts';

export const viewParams = missionParams.extend({ view: z.uuid() });

/** What a list shows; see `ListView`. */
const listView: z.ZodType<ListView> = z.strictObject({
  form: z.string().min(1).max(250).nullable(),
  filters: z.array(filter).max(50),
  search: z.string().trim().min(1).max(250).nullable(),
  sort: z.strictObject({ column, isDescending: z.boolean() }).nullable(),
  columns: z.array(column).max(200),
  size: z.literal(PAGE_SIZES),
});

const named = { name: z.string().trim().min(1).max(100), isShared: z.boolean(), view: listView };

/** A list that is to be kept. */
export const newViewBody = z.strictObject({ id: z.uuid(), ...named });
/** What a kept list is from now on; `base`: the revision that it was made from. */
export const viewBody = z.strictObject({ ...named, base: z.number().int().min(1) });
