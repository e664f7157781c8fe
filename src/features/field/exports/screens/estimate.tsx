import { createResource, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import type { ExportEstimate } from '../contract.ts';
import type { ExportAsk } from '../export-job.ts';
import { coveredFilters, readListQuery } from '../list-query.ts';
import { exportsPath } from './export-address.ts';

/** How many reports there are, before anything is begun. */
export function Estimate(props: { readonly mission: string; readonly ask: ExportAsk }) {
  const { t } = useMessages();
  const [found] = createResource(
    () => addressOf(props.mission, props.ask),
    (address) => api.get<Partial<ExportEstimate> & { readonly count: number }>(address),
  );
  // That it cannot be told now is no reason not to begin.
  const latest = () => (found.error === undefined ? found.latest : undefined);
  const words = ({ isMore, count }: NonNullable<ReturnType<typeof latest>>) => {
    if (props.ask.query !== null) return t('exports.estimate-list', { count });
    return t(isMore ? 'exports.estimate-more' : 'exports.estimate', { count });
  };
  return (
    <p aria-live="polite">
      <Show when={latest()}>{(told) => <>{words(told())}</>}</Show>
    </p>
  );
}

/** Where the number is had; of the reports of a list, from the list itself. Null: which they are is not understood. */
function addressOf(mission: string, ask: ExportAsk): string | null {
  if (ask.query === null) {
    const yes = (is: boolean) => (is ? 'yes' : 'no');
    const asked = new URLSearchParams({ form: ask.formId, held: yes(ask.withHeld), void: yes(ask.withVoid) });
    return `${exportsPath(mission)}/estimate?${asked}`;
  }
  const query = readListQuery(ask.query);
  if (query === null) return null;
  const { filters, search } = query;
  const asked = new URLSearchParams({
    form: ask.formId,
    filter: JSON.stringify(coveredFilters(filters, ask)),
    ...(search === null ? {} : { search }),
    limit: '1',
  });
  return `/api/missions/${encodeURIComponent(mission)}/reports?${asked}`;
}
