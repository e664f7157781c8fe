import { useSearchParams } from '@solidjs/router';
import { createResource } from 'solid-js';
import { api } from '../../../../../platform/ui/api.ts';
import { createLiveReply } from '../../../../../platform/ui/shell/live/live-reply.ts';
import type { AnswerPage, MessagePage, OpenedMessage } from '../../message.ts';

/** The page of messages: what the address names, and what the server told. */
export type MessageDesk = ReturnType<typeof createMessageDesk>;

/** What the page of messages knows; `missionPath` is the address of the mission at the API. */
export function createMessageDesk(given: {
  readonly missionPath: () => string;
  readonly canEdit: () => boolean;
  /** Where those are called whom a message has not reached. */
  readonly callsHref: (message: string) => string;
}) {
  const [query, setQuery] = useSearchParams<Record<string, string>>();
  const behind = () => (query.after === undefined ? '' : `?after=${encodeURIComponent(query.after)}`);
  const part = (): 'sent' | 'answers' => (query.part === 'answers' ? 'answers' : 'sent');
  const list = createLiveReply<MessagePage | AnswerPage>(
    () => `${given.missionPath()}/${part() === 'sent' ? 'messages' : 'answers'}${behind()}`,
  );
  const openPath = () =>
    query.message === undefined ? null : `${given.missionPath()}/messages/${encodeURIComponent(query.message)}`;
  const [opened, { refetch }] = createResource(openPath, (path) => api.get<OpenedMessage>(path));
  const refresh = () => {
    void refetch();
    list.now();
  };
  return {
    ...given,
    query,
    setQuery: (part: Readonly<Record<string, string | null>>) => setQuery(part, { scroll: false }),
    part,
    list,
    opened: () => (openPath() === null || opened.error !== undefined ? undefined : opened.latest),
    openedError: () => opened.error,
    refresh,
  };
}

/** Codes that somebody typed, with commas or lines between them. */
export function parseCodes(text: string): string[] {
  const codes = text.split(/[,;\n]/).map((code) => code.trim());
  return [...new Set(codes.filter((code) => code !== ''))];
}
