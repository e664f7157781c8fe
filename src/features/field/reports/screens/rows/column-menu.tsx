import { Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Menu, MenuItem } from '../../../../../platform/ui/parts/actions/menu.tsx';
import type { ListColumn } from '../../arrivals/list/list-column.ts';

/** What can be done with a column. */
export type ColumnTask = 'filter' | 'tally' | 'ascending' | 'descending' | 'hide';

/** Forms are chosen beside the search: with the form, the questions change. */
const NOT_FILTERED = ['form'];

/** The menu in the header of a column. */
export function ColumnMenu(props: {
  readonly name: string;
  readonly column: ListColumn;
  readonly onTask: (task: ColumnTask) => void;
}) {
  const { t } = useMessages();
  return (
    <span class="list-menu">
      <Menu label={t('reportList.menu', { name: props.name })} button={<Dots />}>
        <Show when={!NOT_FILTERED.includes(props.column.id)}>
          <MenuItem onChoose={() => props.onTask('filter')}>{t('reportList.menu.filter')}</MenuItem>
        </Show>
        <MenuItem onChoose={() => props.onTask('tally')}>{t('reportList.menu.tally')}</MenuItem>
        <MenuItem onChoose={() => props.onTask('ascending')}>{t('reportList.menu.ascending')}</MenuItem>
        <MenuItem onChoose={() => props.onTask('descending')}>{t('reportList.menu.descending')}</MenuItem>
        <MenuItem onChoose={() => props.onTask('hide')}>{t('reportList.menu.hide')}</MenuItem>
      </Menu>
    </span>
  );
}

function Dots() {
  return (
    <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
      <path d="M2 4.5 6 8.5 10 4.5" fill="none" stroke="currentColor" stroke-width="1.5" />
    </svg>
  );
}
