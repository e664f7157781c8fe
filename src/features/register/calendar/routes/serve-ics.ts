import { defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { getReadableElection } from '../../records/access.ts';
import { type CalendarLanguage, calendarParams, calendarQuery } from '../contract.ts';
import { findLastChange, loadCalendarRecords } from '../store.ts';
import type { CalendarWords } from '../words/explain.ts';
import { writeIcs } from './write-ics.ts';

/** What an endpoint is asked with that shows an election. */
interface Asked {
  readonly sql: Parameters<typeof getReadableElection>[0];
  readonly params: { readonly slug: string };
  readonly actor: object | null;
}

/**
 * The calendar for the calendar programs of others.
 *
 * @param wordsOf the messages of a language: the app that composes the server has them.
 */
export function calendarEndpoints(wordsOf: (language: CalendarLanguage) => CalendarWords): readonly Endpoint[] {
  const ics = defineEndpoint({
    method: 'GET',
    path: '/api/elections/:slug/calendar.ics',
    access: 'public',
    params: calendarParams,
    query: calendarQuery,
    etag: async (asked) => `calendar-${(await electionOf(asked)).revision}-${asked.query.lang}`,
    handle: async (asked) => {
      const { sql, origins, query } = asked;
      const { id, slug, visibility } = await electionOf(asked);
      const records = await loadCalendarRecords(sql, id);
      const changedAt = (await findLastChange(sql, id))?.getTime() ?? 0;
      const page = `${origins[0]}/${visibility === 'public' ? 'e' : 'desk/e'}/${encodeURIComponent(slug)}/calendar`;
      return fileOf(writeIcs(records, { changedAt, page, words: wordsOf(query.lang) }), slug);
    },
  });
  return [ics];
}

async function electionOf({ sql, params, actor }: Asked) {
  return await getReadableElection(sql, params.slug, actor);
}

function fileOf(text: string, slug: string): Response {
  return new Response(text, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(slug)}.ics`,
    },
  });
}
