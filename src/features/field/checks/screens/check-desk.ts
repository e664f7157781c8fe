import { createResource } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { titleIn } from '../../../../platform/ui/form/model/form-language.ts';
import { createPoll } from '../../../../platform/ui/shell/live/poll.ts';
import type { ListedForm } from '../../forms/form-replies.ts';
import type { CheckState, ListedCheck } from '../check.ts';

/** Where the parts of the page of checks lead to. */
export interface CheckLinks {
  readonly mission: string;
  readonly canEdit: () => boolean;
  /** The list of the reports of which a check says so. */
  readonly hrefOfFound: (state: Exclude<CheckState, 'ok'>, check: string) => string;
  readonly hrefOfReport: (reportId: string) => string;
}

/** What the parts of the page of checks share: the checks as they are now, and what their forms are called. */
export function createCheckDesk(links: CheckLinks) {
  const messages = useMessages();
  const path = `/api/missions/${encodeURIComponent(links.mission)}`;
  const [shown, setShown] = createStore<{ checks: ListedCheck[] | null }>({ checks: null });
  const poll = createPoll(async () => {
    const checks = await api.get<ListedCheck[]>(`${path}/checks`);
    setShown('checks', (before) => reconcile(structuredClone(checks), { key: 'id' })(before));
  });
  // What helps to read is not worth an error: without it, forms are called as telephones call them.
  const [forms] = createResource(() => api.get<ListedForm[]>(`${path}/forms`).catch((): ListedForm[] => []));
  const published = () => (forms.latest ?? []).filter(({ version }) => version !== null);
  const formName = (id: string) => {
    const form = published().find(({ formId }) => formId === id);
    return form === undefined ? id : titleIn(messages, form);
  };
  const areFormsKnown = () => forms.latest !== undefined;
  const live = { checks: () => shown.checks, problem: poll.problem, now: poll.now };
  return { ...links, ...live, path, areFormsKnown, published, formName };
}

/** What a CheckDesk is. */
export type CheckDesk = ReturnType<typeof createCheckDesk>;
