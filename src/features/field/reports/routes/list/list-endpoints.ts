import { defineEndpoint, type Endpoint } from '../../../../../platform/http/endpoint.ts';
import { getMission } from '../../../../mission/missions/access.ts';
import { searchFileChoices } from '../../../forms/access.ts';
import type { ChoiceMatches } from '../../../forms/checking/file-choices.ts';
import type { AnswerColumn, ColumnTally, ReportPage } from '../../arrivals/list/list-replies.ts';
import type { ReportFilter } from '../../arrivals/list/report-query.ts';
import { missionParams } from '../../contract/desk.ts';
import { choicesQuery, columnsQuery, reportsQuery, tallyQuery } from '../../contract/list.ts';
import type { PageOrder, TallyOrder } from '../../jobs/answer-lists.ts';
import { FormColumns, findForm } from '../../store/list/load-columns.ts';
import { viewEndpoints } from './view-endpoints.ts';

/** Whoever makes lists of reports: a thread of the server, so that none of them keeps the way in waiting. */
export interface ReportLists {
  page(order: Omit<PageOrder, 'kind'>): Promise<ReportPage>;
  tally(order: Omit<TallyOrder, 'kind'>): Promise<ColumnTally>;
}

const list = (lists: ReportLists) =>
  defineEndpoint({
    method: 'GET',
    path: '/api/missions/:mission/reports',
    access: 'reader',
    params: missionParams,
    query: reportsQuery,
    reads: ({ params }) => ({ what: 'reports', subject: { kind: 'mission-here', id: params.mission } }),
    // Before the transaction: the thread has a connection of its own.
    prepare: async ({ pool, params, query }): Promise<ReportPage> => {
      const { sort, order, after = null, limit, columns = [] } = query;
      return await lists.page({
        mission: await getMission(pool, params.mission),
        filter: filterOf(query),
        sort: sort === undefined ? null : { column: sort, isDescending: order === 'descending' },
        after,
        limit,
        columns,
      });
    },
    handle: async ({ prepared }) => prepared,
  });

const tally = (lists: ReportLists) =>
  defineEndpoint({
    method: 'GET',
    path: '/api/missions/:mission/report-tally',
    access: 'reader',
    params: missionParams,
    query: tallyQuery,
    prepare: async ({ pool, params, query }): Promise<ColumnTally> => {
      const mission = await getMission(pool, params.mission);
      return await lists.tally({ mission, filter: filterOf(query), column: query.column, most: query.most });
    },
    handle: async ({ prepared }) => prepared,
  });

const kept = new FormColumns();

const columns = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/report-columns',
  access: 'reader',
  params: missionParams,
  query: columnsQuery,
  handle: async ({ sql, params, query }): Promise<{ columns: readonly AnswerColumn[] }> => {
    const { id } = await getMission(sql, params.mission);
    const form = await findForm(sql, id, query.form);
    return { columns: form === null ? [] : await kept.of(sql, form) };
  },
});

/** Choices that stand in a file beside a form: they may be more than a page could carry. */
const choices = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/report-choices',
  access: 'reader',
  params: missionParams,
  query: choicesQuery,
  handle: async ({ sql, params, query }): Promise<ChoiceMatches> => {
    const { id } = await getMission(sql, params.mission);
    const form = await findForm(sql, id, query.form);
    if (form === null) return { choices: [], isCut: false };
    const question = { formUuid: form.id, path: query.column };
    return await searchFileChoices(sql, question, { search: query.search, most: query.limit });
  },
});

interface Asked {
  readonly form?: string | undefined;
  readonly filter?: ReportFilter['filters'] | undefined;
  readonly search?: string | undefined;
}

function filterOf({ form, filter = [], search }: Asked): ReportFilter {
  return { form: form ?? null, filters: filter, search: search ?? null };
}

/** Reports as the desk lists them. */
export function listEndpoints(lists: ReportLists): readonly Endpoint[] {
  return [list(lists), tally(lists), columns, choices, ...viewEndpoints];
}
