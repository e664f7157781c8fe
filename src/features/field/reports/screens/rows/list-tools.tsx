import { For, type JSX } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { ListSearch } from '../../../../../platform/ui/parts/fields/list-search.tsx';
import { type ListView, withForm } from '../../arrivals/list/list-view.ts';
import type { ListDesk } from './list-desk.ts';

/** What stands above the list: its form, the search, and what opens filters and columns. */
export function ListTools(props: {
  readonly desk: ListDesk;
  readonly view: ListView;
  /** Kept lists. */
  readonly views: JSX.Element;
  readonly onFilter: () => void;
  readonly onColumns: () => void;
}) {
  const { t } = useMessages();
  const { desk } = props;
  const search = (text: string | null) => {
    const view = desk.view();
    if (view !== null && view.search !== text) desk.show({ ...view, search: text }, { isStep: false });
  };
  return (
    <div class="list-tools">
      {props.views}
      <select
        class="control list-form"
        aria-label={t('reportList.form')}
        onInput={(event) => desk.show(withForm(props.view, event.currentTarget.value || null))}
      >
        <option value="" selected={props.view.form === null}>
          {t('reportList.form.all')}
        </option>
        <For each={formsOf(desk, props.view.form)}>
          {(form) => (
            <option value={form.value} selected={form.value === props.view.form}>
              {form.label}
            </option>
          )}
        </For>
      </select>
      <ListSearch label={t('reportList.search')} value={props.view.search ?? ''} onSearch={search} />
      <Button hotkey="f" onClick={props.onFilter}>
        {t('reportList.filter')}
      </Button>
      <Button hotkey="c" onClick={props.onColumns}>
        {t('reportList.columns')}
      </Button>
    </div>
  );
}

/** The forms of the mission; that of the list is among them while they are being fetched, and where there is none of its name. */
function formsOf(desk: ListDesk, form: string | null) {
  const isMissing = form !== null && !desk.forms().some(({ value }) => value === form);
  return isMissing ? [{ value: form, label: form }, ...desk.forms()] : desk.forms();
}
