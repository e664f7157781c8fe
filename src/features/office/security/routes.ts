import { defineEndpoint, type Endpoint } from '../../../platform/http/endpoint.ts';
import { formatCursor } from '../history/act.ts';
import { type EventsBody, eventsQuery, type SummaryBody } from './contract.ts';
import { listEvents, nameSubjects, summariseEvents } from './store.ts';

const PAGE = 100;
const DAY_MS = 86_400_000;

const list = defineEndpoint({
  method: 'GET',
  path: '/api/security/events',
  access: 'administrator',
  query: eventsQuery,
  handle: async ({ sql, query }): Promise<EventsBody> => {
    const { from, to, after = null, ...filter } = query;
    const since = from === undefined ? null : new Date(from);
    const until = to === undefined ? null : new Date(new Date(to).getTime() + DAY_MS);
    const { events, found } = await listEvents(sql, { ...filter, since, until, after, limit: PAGE + 1 });
    const page = events.slice(0, PAGE);
    const last = page.at(-1);
    const names = await nameSubjects(sql, page);
    return {
      events: page.map((event) => ({
        ...event,
        ...{ at: event.at.toISOString(), lastAt: event.lastAt.toISOString() },
        subjectName: names.get(`${event.subjectKind} ${event.subjectKey}`) ?? null,
      })),
      next: events.length > PAGE && last !== undefined ? formatCursor(last) : null,
      found,
    };
  },
});

const summary = defineEndpoint({
  method: 'GET',
  path: '/api/security/summary',
  access: 'administrator',
  handle: async ({ sql, now }): Promise<SummaryBody> => {
    const since = new Date(now.getTime() - DAY_MS);
    return { since: since.toISOString(), kinds: await summariseEvents(sql, since) };
  },
});

/** What can be asked about events of security and readings of restricted data. */
export const securityEndpoints: readonly Endpoint[] = [list, summary];
