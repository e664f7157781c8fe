import { useLocation, useNavigate } from '@solidjs/router';
import { createMemo, createSignal, Match, Show, Switch } from 'solid-js';
import { type CalendarDate, parseCalendarDate } from '../../../../kernel/calendar-date.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { LinkButton } from '../../../../platform/ui/parts/actions/button.tsx';
import { DateField } from '../../../../platform/ui/parts/fields/when-field.tsx';
import { newRecordHref } from '../../../../platform/ui/parts/links/record-address.ts';
import { Tabs } from '../../../../platform/ui/parts/links/tabs.tsx';
import { EmptyState } from '../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../platform/ui/parts/states/skeleton.tsx';
import type { PlacePage } from '../contract.ts';
import { ChildrenTable } from './children-table.tsx';
import { FoundPlaces, PlaceSearch } from './find/place-search.tsx';
import { PlaceTree } from './find/place-tree.tsx';
import { createLoaded, loadChildren, loadDetails, MOST_CHILDREN } from './load-places.ts';
import { Part, PlaceDetailsView } from './place-details.tsx';
import { PlaceEvents } from './place-statements.tsx';
import { type PlacesAddress, placesHref, readPlacesAddress } from './places-address.ts';
import { MapOfPlaces } from './places-map.tsx';
import { eventsByPlace, type PlacesFile, type PlacesView } from './places-view.ts';
import './places.css';

/** All places of the election: a tree with a search, and beside it the place that is chosen, or the map. */
export function PlacesScreen(props: { readonly slug: string; readonly file: PlacesFile; readonly canEdit: boolean }) {
  const location = useLocation();
  const address = createMemo(() => readPlacesAddress(location.search));
  const electionDay = () => props.file.election[0]?.election_day as CalendarDate;
  const events = createMemo(() => eventsByPlace(props.file['place-event']));
  const day = createMemo(() => address().asOf ?? electionDay());
  const view = createMemo<PlacesView>(() => ({ slug: props.slug, file: props.file, day: day(), events: events() }));
  const roots = createLoaded(view, (asked) =>
    loadChildren(asked, { parent: null, after: null, subject: null, limit: MOST_CHILDREN }),
  );
  return (
    <Switch fallback={<Skeleton />}>
      <Match when={roots.problem()}>{(problem) => <ErrorState problem={problem()} onRetry={roots.retry} />}</Match>
      <Match when={roots.latest()?.places.length === 0}>
        <NoPlaces canEdit={props.canEdit} />
      </Match>
      <Match when={roots.latest()}>
        {(page) => (
          <Work view={view()} address={address()} roots={page()} electionDay={electionDay()} canEdit={props.canEdit} />
        )}
      </Match>
    </Switch>
  );
}

interface WorkProps {
  readonly view: PlacesView;
  readonly address: PlacesAddress;
  readonly roots: PlacePage;
  readonly electionDay: CalendarDate;
  readonly canEdit: boolean;
}

function Work(props: WorkProps) {
  const { t } = useMessages();
  const location = useLocation();
  const soleRoot = () => (props.roots.places.length === 1 ? (props.roots.places[0]?.key ?? null) : null);
  const code = () => props.address.place ?? soleRoot();
  const asked = createMemo(() => {
    const wanted = code();
    return wanted === null ? null : { view: props.view, code: wanted };
  });
  const details = createLoaded(asked, ({ view, code }) => loadDetails(view, code));
  const path = createMemo(() => {
    const shown = details.latest();
    return shown === undefined ? [] : [...shown.path.map(({ key }) => key), shown.place.key];
  });
  // So that the tree opens once, where it has to.
  const isPathKnown = createMemo(
    (known: boolean) => known || code() === null || path().length > 0 || details.problem() !== undefined,
    false,
  );
  const tabs = () =>
    (['list', 'map'] as const).map((show) => ({
      href: placesHref(location.search, { show }),
      label: t(`places.show.${show}`),
      isCurrent: props.address.show === show,
    }));
  return (
    <div class="places">
      <div class="places-side">
        <PlaceSearch view={props.view} query={props.address.query} />
        <div class="places-scroll">
          <Show when={isPathKnown()}>
            <PlaceTree view={props.view} roots={props.roots} path={path()} isHidden={props.address.query !== ''} />
          </Show>
          <Show when={props.address.query !== ''}>
            <FoundPlaces view={props.view} query={props.address.query} />
          </Show>
        </div>
      </div>
      <div class="places-main">
        <Toolbar {...props} />
        <Tabs label={t('places.show')} tabs={tabs()} />
        <Switch>
          <Match when={props.address.show === 'map'}>
            <MapOfPlaces view={props.view} where={props.address.where} />
          </Match>
          <Match when={details.problem()}>
            {(problem) => <ErrorState problem={problem()} onRetry={details.retry} />}
          </Match>
          <Match when={code() === null}>
            <Roots {...props} />
          </Match>
          <Match when={details.latest()} keyed>
            {(loaded) => <PlaceDetailsView view={props.view} address={props.address} details={loaded} />}
          </Match>
        </Switch>
        <Show when={props.address.place === null && props.address.show === 'list'}>
          <UnclearEvents view={props.view} />
        </Show>
      </div>
    </div>
  );
}

/** Where no one place holds all the others, those that lie in nothing are the list. */
function Roots(props: WorkProps) {
  const { t } = useMessages();
  return (
    <ChildrenTable view={props.view} address={props.address} caption={t('places.tree')} parent={null} subjects={[]} />
  );
}

/** The day of which the state is shown, and what an editor may do. */
function Toolbar(props: WorkProps) {
  const { t, formatDate } = useMessages();
  const location = useLocation();
  const navigate = useNavigate();
  const [typed, setTyped] = createSignal<string | null>(null);
  const show = (text: string) => {
    setTyped(text);
    const asOf = parseCalendarDate(text.trim());
    if (asOf === null) return;
    navigate(location.pathname + placesHref(location.search, { asOf }), { scroll: false });
    setTyped(null);
  };
  const error = () => ((typed()?.length ?? 0) >= props.view.day.length ? t('places.as-of.wrong') : undefined);
  return (
    <div class="places-tools">
      <DateField label={t('places.as-of')} value={typed() ?? props.view.day} hint="" error={error()} onInput={show} />
      <Show when={props.view.day !== props.electionDay}>
        <LinkButton href={placesHref(location.search, { asOf: null })} look="quiet" keepScroll>
          {t('places.as-of.election-day', { date: formatDate(props.electionDay, 'short') })}
        </LinkButton>
      </Show>
      <Show when={props.canEdit}>
        <LinkButton href={newRecordHref(location.search, 'place')} keepScroll>
          {t('places.new')}
        </LinkButton>
      </Show>
    </div>
  );
}

function NoPlaces(props: { readonly canEdit: boolean }) {
  const { t } = useMessages();
  const location = useLocation();
  return (
    <EmptyState
      title={t('places.empty')}
      actions={
        props.canEdit ? (
          <LinkButton href={newRecordHref(location.search, 'place')}>{t('places.new')}</LinkButton>
        ) : undefined
      }
    />
  );
}

/** What happened somewhere, without the sources saying clearly where. */
function UnclearEvents(props: { readonly view: PlacesView }) {
  const { t } = useMessages();
  const events = () => props.view.events.get('') ?? [];
  return (
    <Show when={events().length > 0}>
      <Part title={t('places.unclear')}>
        <PlaceEvents events={events()} file={props.view.file} />
      </Part>
    </Show>
  );
}
