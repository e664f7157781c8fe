import { createSignal, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Dialog } from '../../../../../platform/ui/parts/actions/dialog.tsx';
import { type ListView, withFilter } from '../../arrivals/list/list-view.ts';
import type { ColumnFilter } from '../../arrivals/list/report-query.ts';
import type { ListDesk } from '../rows/list-desk.ts';
import { ColumnSearch } from './column-search.tsx';
import { FilterForm } from './filter-form.tsx';

/** What the dialog opens with: a column, or none yet; null: it is closed. */
export type FilterRequest = { readonly column: string | null } | null;

/** The form of the list is chosen beside it. */
const NO_FILTER = ['form'];

/** Narrows the list down by one column. */
export function FilterDialog(props: {
  readonly desk: ListDesk;
  readonly view: ListView;
  readonly request: FilterRequest;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const { desk } = props;
  return (
    <Dialog isLossless isOpen={props.request !== null} title={t('reportList.filter')} onClose={props.onClose}>
      <Show when={props.request} keyed>
        {(request) => {
          const [column, setColumn] = createSignal(request.column);
          const set = (id: string, filter: ColumnFilter | null) => {
            desk.show(withFilter(props.view, id, filter));
            props.onClose();
          };
          return (
            <Show
              when={column()}
              keyed
              fallback={
                <ColumnSearch
                  columns={desk.columns().filter(({ id }) => !NO_FILTER.includes(id))}
                  nameOf={desk.words.columnName}
                  hasForm={props.view.form !== null}
                  onChoose={setColumn}
                />
              }
            >
              {(id) => (
                <FilterForm
                  desk={desk}
                  view={props.view}
                  column={desk.findColumn(id)}
                  onSet={(filter) => set(id, filter)}
                  onClose={props.onClose}
                />
              )}
            </Show>
          );
        }}
      </Show>
    </Dialog>
  );
}
