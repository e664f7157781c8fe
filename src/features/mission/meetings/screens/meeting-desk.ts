import { useSearchParams } from '@solidjs/router';
import { createResource } from 'solid-js';
import { api } from '../../../../platform/ui/api.ts';
import type { MeetingList, OpenedMeeting } from '../meeting.ts';

/** The page of meetings: what the address names, and what the server told. */
export type MeetingDesk = ReturnType<typeof createMeetingDesk>;

/** What the page of meetings knows; `missionPath` is the address of the mission at the API. */
export function createMeetingDesk(given: { readonly missionPath: () => string; readonly canEdit: () => boolean }) {
  const [query, setQuery] = useSearchParams<Record<string, string>>();
  const [list, { refetch }] = createResource(given.missionPath, (path) => api.get<MeetingList>(`${path}/meetings`));
  const path = () =>
    query.meeting === undefined ? null : `${given.missionPath()}/meetings/${encodeURIComponent(query.meeting)}`;
  const [opened, { mutate }] = createResource(path, (address) => api.get<OpenedMeeting>(address));
  return {
    ...given,
    query,
    setQuery: (part: Readonly<Record<string, string | null>>) => setQuery(part, { scroll: false }),
    list: () => (list.error === undefined ? list.latest : undefined),
    error: () => list.error ?? (path() === null ? undefined : opened.error),
    retry: () => void refetch(),
    opened: () =>
      path() === null || opened.error !== undefined || opened.latest?.id !== query.meeting ? undefined : opened.latest,
    /** What a change answered is shown at once. */
    saved: (meeting: OpenedMeeting) => {
      mutate(meeting);
      void refetch();
      setQuery({ meeting: meeting.id, new: null, item: null, part: null }, { scroll: false });
    },
  };
}
