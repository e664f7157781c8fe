import { createResource, Show, untrack } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { filterQuery, writeAddress } from '../../arrivals/list/list-address.ts';
import type { ReportPage } from '../../arrivals/list/list-replies.ts';
import type { ListView } from '../../arrivals/list/list-view.ts';
import type { ListDesk } from './list-desk.ts';

const HELD = [{ column: 'state', is: ['held'] }];

/** How many reports wait for somebody, of the chosen form or of all: nothing else that narrows the list down may hide them. */
export function HeldLine(props: {
  readonly desk: ListDesk;
  readonly view: ListView;
  /** Changes whenever the list was loaded, or a report was acted on; null: not yet. */
  readonly loadedAt: string | null;
}) {
  const { t } = useMessages();
  const held = (): ListView => ({ ...props.view, filters: HELD, search: null });
  const address = () => `${props.desk.path}/reports?${filterQuery(held())}&limit=1`;
  // Asked for whenever the list was loaded, which follows each change of the view.
  const asked = () => (props.loadedAt === null ? null : { at: props.loadedAt, address: untrack(address) });
  // Without it the list is complete all the same: what fails is told by the list itself.
  const [count] = createResource(asked, (wanted) =>
    api.get<ReportPage>(wanted.address).then(
      (page) => page.count,
      () => 0,
    ),
  );
  const isShown = () => props.view.filters.some((filter) => 'is' in filter && filter.column === 'state');
  const href = () => {
    const query = Object.entries({ ...writeAddress(held()), view: props.desk.query.view() });
    return `?${new URLSearchParams(query.flatMap(([name, value]) => (value == null ? [] : [[name, value]])))}`;
  };
  return (
    <Show when={!isShown() && (count.latest ?? 0) > 0}>
      <p class="list-held">
        {t('reportList.held', { count: count.latest ?? 0 })} –{' '}
        <a href={href()} noScroll>
          {t('reportList.held-show')}
        </a>
      </p>
    </Show>
  );
}
