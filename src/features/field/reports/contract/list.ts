import { z } from 'zod';
import type { ColumnFilter } from '../arrivals/list/report-query.ts';

export const column = z
  .string()
  .regex(/^(?:[a-z]+|\/.+)$/u)
  .max(1_000);
const value = z.string().max(4_000);
const values = z.array(value).min(1).max(200);

export const filter: z.ZodType<ColumnFilter> = z.union([
  z.strictObject({ column, is: values }),
  z.strictObject({ column, isNot: values }),
  z
    .strictObject({ column, from: value.nullable().default(null), to: value.nullable().default(null) })
    .refine(({ from, to }) => from !== null || to !== null, 'expected `from`, `to`, or both'),
  z.strictObject({ column, has: value.min(1) }),
  z.strictObject({ column, isEmpty: z.boolean() }),
]);

/** A parameter of an address that is JSON. */
const json = z
  .string()
  .max(20_000)
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue('expected JSON');
      return z.NEVER;
    }
  });

const filtered = {
  form: z.string().min(1).max(250).optional(),
  /** A list of filters, as JSON; all of them hold. */
  filter: json.pipe(z.array(filter).max(50)).optional(),
  search: z.string().trim().min(1).max(250).optional(),
};

/** Paths of questions, one behind the other with a comma between; a name in XML has none. */
const paths = z
  .string()
  .max(20_000)
  .transform((text) => text.split(',').filter((path) => path !== ''))
  .pipe(z.array(column).max(200));

/** Which page of which list is wanted; everything may be absent. */
export const reportsQuery = z.strictObject({
  ...filtered,
  sort: column.optional(),
  order: z.enum(['ascending', 'descending']).default('ascending'),
  /** `next` of the page before. */
  after: z
    .string()
    .regex(/^\d{1,10}(?:\.[\w-]*)?$/)
    .max(24_000)
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  columns: paths.optional(),
});
export type ReportsQuery = z.output<typeof reportsQuery>;

/** Of which column, over which reports, a tally is wanted. */
export const tallyQuery = z.strictObject({
  ...filtered,
  column,
  most: z.coerce.number().int().min(1).max(1_000).default(100),
});
export type TallyQuery = z.output<typeof tallyQuery>;

/** Which reports of a form are exported: as the list words it. */
export const exportedQuery = z.strictObject({
  filter: z.array(filter).max(50).default([]),
  search: z.string().trim().min(1).max(250).nullable().default(null),
});

/** Which choices of a question are asked for: those that hold what was typed. */
export const choicesQuery = z.strictObject({
  form: z.string().min(1).max(250),
  column: z
    .string()
    .regex(/^\/.+$/u)
    .max(1_000),
  search: z.string().max(200).default(''),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** Which form's columns are asked for. */
export const columnsQuery = z.strictObject({ form: z.string().min(1).max(250) });
