import { createSignal, Match, Show, Switch } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { Button, LinkButton } from '../../../../platform/ui/parts/actions/button.tsx';
import { EmptyState } from '../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../platform/ui/parts/states/skeleton.tsx';
import type { PeoplePage } from '../people-replies.ts';
import { FindIdentity } from './identity/find-identity.tsx';
import { DeadlineLine } from './list/deadline-line.tsx';
import { FilterDialog } from './list/filter-dialog.tsx';
import { type AskedFilters, isNarrowed, readFilters, writeFilters } from './list/list-address.ts';
import { listenForPeopleKeys } from './list/list-keys.ts';
import { FilterChips, ListTools } from './list/list-tools.tsx';
import { createListedPeople, type ListedPeople } from './list/listed-people.ts';
import { CountButtons, FoundCount } from './list/people-counts.tsx';
import { PeopleTable } from './list/people-table.tsx';
import type { PeopleDesk } from './people-desk.ts';
import './people.css';

/** The people of a mission, by their codes. The one that the address names is shown beside the list by whoever composes the page. */
export function PeopleScreen(props: { readonly desk: PeopleDesk }) {
  const { t } = useMessages();
  const filters = () => readFilters(props.desk.asked);
  const again = () => <LinkButton href="?">{t('people.open-list')}</LinkButton>;
  return (
    <div class="people">
      <Show
        when={filters()}
        fallback={
          <EmptyState title={t('people.bad-address')} actions={again()}>
            {t('people.bad-address-hint')}
          </EmptyState>
        }
      >
        {(asked) => <OpenList desk={props.desk} filters={asked()} />}
      </Show>
    </div>
  );
}

function OpenList(props: { readonly desk: PeopleDesk; readonly filters: AskedFilters }) {
  const { desk } = props;
  const listed = createListedPeople(desk, () => props.filters);
  const [isFiltering, setIsFiltering] = createSignal(false);
  const [isFinding, setIsFinding] = createSignal(false);
  const narrow = (filters: AskedFilters, isStep = true) =>
    desk.setQuery({ ...writeFilters(filters), after: null }, isStep);
  const openPerson = (person: string) => desk.setQuery({ person, new: null, settings: null });
  listenForPeopleKeys({
    onFilter: () => setIsFiltering(true),
    onPage: listed.turn,
    ids: () => listed.shown()?.people.map(({ id }) => id) ?? [],
    open: () => desk.asked('person'),
    onOpen: (person) => desk.setQuery({ person }, false),
  });
  return (
    <>
      <Show when={listed.shown()}>{(page) => <DeadlineLine desk={desk} counts={page().counts} />}</Show>
      <ListTools
        desk={desk}
        filters={props.filters}
        isBeginning={isNobody(listed.shown())}
        onSearch={(text) => narrow({ ...props.filters, search: text ?? undefined }, false)}
        onFilter={() => setIsFiltering(true)}
        onFind={() => setIsFinding(true)}
      />
      <FilterChips desk={desk} filters={props.filters} places={listed.shown()?.places ?? {}} onChange={narrow} />
      <ListBody desk={desk} filters={props.filters} listed={listed} onNarrow={narrow} />
      <FilterDialog
        desk={desk}
        filters={props.filters}
        isOpen={isFiltering()}
        onFilter={narrow}
        onClose={() => setIsFiltering(false)}
      />
      <FindIdentity desk={desk} isOpen={isFinding()} onFound={openPerson} onClose={() => setIsFinding(false)} />
    </>
  );
}

/** The list, or why there is none. */
function ListBody(props: {
  readonly desk: PeopleDesk;
  readonly filters: AskedFilters;
  readonly listed: ListedPeople;
  readonly onNarrow: (filters: AskedFilters) => void;
}) {
  const { t } = useMessages();
  const clear = () => <Button onClick={() => props.onNarrow({})}>{t('people.clear')}</Button>;
  return (
    <Show
      when={props.listed.problem() === undefined}
      fallback={<ErrorState problem={props.listed.problem()} onRetry={props.listed.load} actions={clear()} />}
    >
      <Show when={props.listed.shown()} fallback={<Skeleton rows={12} />}>
        {(page) => (
          <Switch>
            <Match when={isNobody(page())}>
              <Beginning desk={props.desk} />
            </Match>
            <Match when={page()}>
              <CountButtons counts={page().counts} filters={props.filters} onChoose={props.onNarrow} />
              <FoundCount total={page().total} here={page().counts.here} isNarrowed={isNarrowed(props.filters)} />
              <Show
                when={page().people.length > 0}
                fallback={<EmptyState title={t('people.none-matches')} actions={clear()} />}
              >
                <PeopleTable desk={props.desk} page={page()} isBusy={props.listed.isBusy()} />
              </Show>
              <Pages listed={props.listed} />
            </Match>
          </Switch>
        )}
      </Show>
    </Show>
  );
}

function isNobody(page: PeoplePage | undefined): boolean {
  return page !== undefined && page.counts.here === 0 && page.counts.left === 0;
}

/** How to begin where nobody is there yet. */
function Beginning(props: { readonly desk: PeopleDesk }) {
  const { t } = useMessages();
  return (
    <EmptyState
      title={t('people.none')}
      actions={
        <Show when={props.desk.canEdit()}>
          <LinkButton href={props.desk.importHref()} look="primary">
            {t('people.import')}
          </LinkButton>
          <LinkButton href="?new=person" keepScroll>
            {t('people.add')}
          </LinkButton>
        </Show>
      }
    >
      {t(props.desk.canEdit() ? 'people.none-hint' : 'people.none-reader')}
    </EmptyState>
  );
}

function Pages(props: { readonly listed: ListedPeople }) {
  const { t } = useMessages();
  return (
    <Show when={props.listed.hasNext() || props.listed.hasPrevious()}>
      <nav class="buttons" aria-label={t('people.pages')}>
        <Button disabled={!props.listed.hasPrevious()} hotkey="p" onClick={() => props.listed.turn(-1)}>
          {t('people.previous-page')}
        </Button>
        <Button disabled={!props.listed.hasNext()} hotkey="n" onClick={() => props.listed.turn(1)}>
          {t('people.next-page')}
        </Button>
      </nav>
    </Show>
  );
}
