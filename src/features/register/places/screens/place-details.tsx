import { useLocation } from '@solidjs/router';
import { For, type JSX, Show } from 'solid-js';
import { readRecord } from '../../../../kernel/record.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { LocalText } from '../../../../platform/i18n/local-text.tsx';
import { RecordLink } from '../../../../platform/ui/parts/links/record-link.tsx';
import { SourceMarks } from '../../../../platform/ui/parts/links/source-marks.tsx';
import { StatusMark } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import { Fact, Facts } from '../../../../platform/ui/parts/panel/side-panel.tsx';
import { findResponsible } from '../../commissions/responsible.ts';
import type { PlaceDetails } from '../contract.ts';
import { type Place, placeEventKind } from '../place.ts';
import { ChildrenTable } from './children-table.tsx';
import { PlaceCounts } from './place-counts.tsx';
import { PlaceMarks, PlaceName, PlaceNames } from './place-name.tsx';
import { PlaceClaims, PlaceEvents } from './place-statements.tsx';
import { type PlacesAddress, placesHref } from './places-address.ts';
import { isolated, levelKey, type PlacesView, placeName, readNode, readPlace, type ShownPlace } from './places-view.ts';

interface DetailsProps {
  readonly view: PlacesView;
  readonly address: PlacesAddress;
  readonly details: PlaceDetails;
}

/** A place: where it lies, what is known of it, what happened to it, what is claimed about it, and what lies in it. */
export function PlaceDetailsView(props: DetailsProps) {
  const messages = useMessages();
  const { t } = messages;
  const node = () => readNode(props.details.place);
  const events = () => props.details.events.map((held) => readRecord(placeEventKind, held.cells));
  return (
    <article class="places-details">
      <Heading {...props} node={node()} />
      <PlaceFacts view={props.view} details={props.details} node={node()} />
      <Show when={events().length > 0}>
        <Part title={t('places.events')}>
          <PlaceEvents events={events()} file={props.view.file} />
        </Part>
      </Show>
      <Show when={props.details.claims.claims.length > 0}>
        <Part title={t('places.claims')}>
          <PlaceClaims view={props.view} code={props.details.place.key} first={props.details.claims} />
        </Part>
      </Show>
      <Show when={node().children > 0}>
        <Part title={t('places.within', { name: isolated(placeName(messages, node().place)) })}>
          <PlaceCounts counts={props.details.counts} day={props.view.day} />
          <ChildrenTable
            view={props.view}
            address={props.address}
            caption={t('places.within', { name: isolated(placeName(messages, node().place)) })}
            parent={props.details.place.key}
            subjects={props.details.subjectsBelow}
          />
        </Part>
      </Show>
    </article>
  );
}

/** A part of the page with its heading. */
export function Part(props: { readonly title: string; readonly children: JSX.Element }) {
  return (
    <section class="places-part">
      <h3>{props.title}</h3>
      {props.children}
    </section>
  );
}

function Heading(props: DetailsProps & { readonly node: ShownPlace }) {
  const place = () => props.node.place;
  return (
    <header class="places-head">
      <Path {...props} />
      <Kicker place={place()} />
      <h2 tabindex="-1">
        <PlaceName place={place()} view={props.view} />
      </h2>
      <PlaceNames place={place()} />
      <p class="places-marks">
        <PlaceMarks place={place()} view={props.view} />
      </p>
    </header>
  );
}

/** What sort of place it is, as far as its name does not say so. */
function Kicker(props: { readonly place: Place }) {
  const { t, localized } = useMessages();
  const isNamed = () => localized(props.place.name) !== null;
  const number = () => (isNamed() ? props.place.number : null);
  const words = () =>
    [
      isNamed() || props.place.number === null ? t(levelKey(props.place.level)) : null,
      props.place.station === null ? null : t(`places.station.${props.place.station}`),
    ].filter((word) => word !== null);
  return (
    <p class="places-kicker">
      {words()[0]}
      <Show when={number()}>{(found) => <> {t('places.number', { number: isolated(found()) })}</>}</Show>
      <Show when={words()[1]}>{(station) => <>, {station()}</>}</Show>
    </p>
  );
}

/** The way from the root, each step a link. */
function Path(props: DetailsProps) {
  const { t } = useMessages();
  const location = useLocation();
  return (
    <Show when={props.details.path.length > 0}>
      <nav class="places-path" aria-label={t('places.path')}>
        <ol>
          <For each={props.details.path}>
            {(held) => (
              <li>
                <a href={placesHref(location.search, { place: held.key })} noScroll>
                  <PlaceName place={readPlace(held)} view={props.view} />
                </a>
              </li>
            )}
          </For>
        </ol>
      </nav>
    </Show>
  );
}

function PlaceFacts(props: { readonly view: PlacesView; readonly details: PlaceDetails; readonly node: ShownPlace }) {
  const { t } = useMessages();
  const place = () => props.node.place;
  return (
    <Facts>
      <Fact term={t('fields.field.code')}>
        <bdi>{place().code}</bdi>{' '}
        <RecordLink kind="place" key={place().code}>
          {t('places.record')}
        </RecordLink>
      </Fact>
      <Validity node={props.node} />
      <Show when={props.node.parent !== place().parent}>
        <Fact term={t('places.today-in')}>
          <bdi>{place().parent}</bdi>
        </Fact>
      </Show>
      <Show when={place().latitude}>
        <Fact term={t('places.position')}>
          <bdi class="numeral">
            {place().latitude}, {place().longitude}
          </bdi>
        </Fact>
      </Show>
      <Commissions view={props.view} details={props.details} />
      <Show when={place().note}>{(note) => <Fact term={t('fields.field.note')}>{note()}</Fact>}</Show>
      <Show when={place().sources.length > 0}>
        <Fact term={t('fields.field.sources')}>
          <SourceMarks sources={place().sources} />
        </Fact>
      </Show>
    </Facts>
  );
}

function Validity(props: { readonly node: ShownPlace }) {
  const { t, formatDate } = useMessages();
  const place = () => props.node.place;
  return (
    <>
      <Show when={place().valid_from}>
        {(day) => <Fact term={t('fields.field.valid_from')}>{formatDate(day())}</Fact>}
      </Show>
      <Show when={place().valid_to}>{(day) => <Fact term={t('fields.field.valid_to')}>{formatDate(day())}</Fact>}</Show>
    </>
  );
}

/** Which commissions are responsible, from the highest tier down; a tier whose commission is not recorded says so. */
function Commissions(props: { readonly view: PlacesView; readonly details: PlaceDetails }) {
  const { t } = useMessages();
  const { file } = props.view;
  const path = () => [...props.details.path.map(({ key }) => key), props.details.place.key];
  const levels = () => [...props.details.path, props.details.place].map(({ cells }) => cells.level);
  // A tier whose places lie deeper has many commissions here, none of them missing.
  const responsible = () =>
    findResponsible(path(), file.commission, file['commission-tier']).filter(
      ({ tier, commission }) => commission !== null || levels().includes(tier.place_level ?? ''),
    );
  return (
    <Show when={responsible().length > 0}>
      <Fact term={t('places.responsible')}>
        <ul class="places-list">
          <For each={responsible()}>
            {({ tier, commission }) => (
              <li>
                <Show
                  when={commission}
                  fallback={
                    <>
                      <LocalText text={tier.name} />:{' '}
                      <StatusMark status="unknown">{t('places.not-recorded')}</StatusMark>
                    </>
                  }
                >
                  {(found) => (
                    <RecordLink kind="commission" key={found().key}>
                      <LocalText text={found().name} />
                    </RecordLink>
                  )}
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Fact>
    </Show>
  );
}
