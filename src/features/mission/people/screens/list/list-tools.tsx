import { For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Button, LinkButton } from '../../../../../platform/ui/parts/actions/button.tsx';
import { Menu, MenuItem } from '../../../../../platform/ui/parts/actions/menu.tsx';
import { ListSearch } from '../../../../../platform/ui/parts/fields/list-search.tsx';
import { CrossSign } from '../../../../../platform/ui/parts/marks/cross-sign.tsx';
import type { PlaceNames } from '../../people-replies.ts';
import type { PeopleDesk } from '../people-desk.ts';
import { chipsOf, wordFilter } from './filter-words.ts';
import { type AskedFilters, queryOf } from './list-address.ts';

/** What stands above the list: the search, what narrows it down, and what can be done with all of it. */
export function ListTools(props: {
  readonly desk: PeopleDesk;
  readonly filters: AskedFilters;
  readonly onSearch: (text: string | null) => void;
  /** Nobody is there yet: reading a file is the first thing to do. */
  readonly isBeginning: boolean;
  readonly onFilter: () => void;
  readonly onFind: () => void;
}) {
  const { t } = useMessages();
  const mayRead = () => props.desk.settings()?.mayReadIdentities === true;
  return (
    <div class="people-tools">
      <ListSearch label={t('people.search-hint')} value={props.filters.search ?? ''} onSearch={props.onSearch} />
      <Button hotkey="f" onClick={props.onFilter}>
        {t('people.filter')}
      </Button>
      <Show when={mayRead()}>
        <Button onClick={props.onFind}>{t('people.find')}</Button>
      </Show>
      <ExportMenu desk={props.desk} filters={props.filters} withNames={mayRead()} />
      <Show when={props.desk.canEdit()}>
        <LinkButton href="?settings=1" keepScroll>
          {t('people.settings')}
        </LinkButton>
        <LinkButton href="?new=person" look={props.isBeginning ? 'plain' : 'primary'} keepScroll>
          {t('people.add')}
        </LinkButton>
      </Show>
    </div>
  );
}

/** The list as it is narrowed down, as a file that an import reads again. */
function ExportMenu(props: { readonly desk: PeopleDesk; readonly filters: AskedFilters; readonly withNames: boolean }) {
  const { t } = useMessages();
  const hrefOf = (file: string) => {
    const query = queryOf(props.filters).toString();
    return `${props.desk.path()}/people/${file}${query === '' ? '' : `?${query}`}`;
  };
  return (
    <Menu button={t('people.export')}>
      <MenuItem href={hrefOf('export.csv')} isExternal>
        {t('people.export.csv')}
      </MenuItem>
      <MenuItem href={hrefOf('export.xlsx')} isExternal>
        {t('people.export.xlsx')}
      </MenuItem>
      <Show when={props.withNames}>
        <MenuItem href={hrefOf('identities.csv')} isExternal>
          {t('people.export.names-csv')}
        </MenuItem>
        <MenuItem href={hrefOf('identities.xlsx')} isExternal>
          {t('people.export.names-xlsx')}
        </MenuItem>
      </Show>
    </Menu>
  );
}

/** What narrows the list down, in words: each can be taken away. */
export function FilterChips(props: {
  readonly desk: PeopleDesk;
  readonly filters: AskedFilters;
  readonly places: PlaceNames;
  readonly onChange: (filters: AskedFilters) => void;
}) {
  const messages = useMessages();
  return (
    <ul class="people-chips" aria-label={messages.t('people.filters')}>
      <For each={chipsOf(props.filters)}>
        {(chip) => {
          const words = () => wordFilter(messages, chip, props);
          return (
            <li>
              <button
                type="button"
                class="people-chip"
                aria-label={messages.t('people.filter-remove', { words: words() })}
                onClick={() => props.onChange({ ...props.filters, [chip.name]: undefined })}
              >
                <bdi>{words()}</bdi>
                <CrossSign />
              </button>
            </li>
          );
        }}
      </For>
    </ul>
  );
}
