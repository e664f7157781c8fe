import { useLocation, useNavigate } from '@solidjs/router';
import { createMemo, For, Show } from 'solid-js';
import { readRecord } from '../../../../kernel/record.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import type { Messages } from '../../../../platform/i18n/messages.ts';
import { LinkButton } from '../../../../platform/ui/parts/actions/button.tsx';
import { SelectField } from '../../../../platform/ui/parts/fields/choice-field.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../platform/ui/parts/states/skeleton.tsx';
import type { Column } from '../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../platform/ui/parts/table/table.tsx';
import { claimKind } from '../../claims/claim.ts';
import type { PlacePage } from '../contract.ts';
import { createLoaded, loadChildren } from './load-places.ts';
import { PlaceMarks, PlaceTitle } from './place-name.tsx';
import { ClaimFigure, conflictingClaims } from './place-statements.tsx';
import { type PlacesAddress, placesHref } from './places-address.ts';
import { levelKey, type PlacesView, placeName, readNode, type ShownPlace, subjectTitle } from './places-view.ts';

const ROWS_A_PAGE = 200;

interface ListProps {
  readonly view: PlacesView;
  readonly address: PlacesAddress;
  /** What the list holds: its caption. */
  readonly caption: string;
  /** Code of the place; null: the roots. */
  readonly parent: string | null;
  readonly subjects: readonly string[];
}

/** What lies directly in a place, a page at a time, with the claims of one subject beside each. */
export function ChildrenTable(props: ListProps) {
  const asked = () => JSON.stringify([props.view.slug, props.view.day, props.parent, props.address.after, subject()]);
  const subject = () => props.subjects.find((key) => key === props.address.subject) ?? props.subjects[0] ?? null;
  const page = createLoaded(asked, () => {
    const { after } = props.address;
    return loadChildren(props.view, { parent: props.parent, after, subject: subject(), limit: ROWS_A_PAGE });
  });
  return (
    <Show
      when={page.problem() === undefined}
      fallback={<ErrorState problem={page.problem() ?? { code: 'other', parameters: {} }} onRetry={page.retry} />}
    >
      <Show when={page.latest()} fallback={<Skeleton />}>
        {(loaded) => (
          <>
            <Show when={props.subjects.length > 0}>
              <SubjectChoice {...props} subject={subject()} />
            </Show>
            <Rows {...props} page={loaded()} subject={subject()} />
            <Pages page={loaded()} address={props.address} />
          </>
        )}
      </Show>
    </Show>
  );
}

function SubjectChoice(props: ListProps & { readonly subject: string | null }) {
  const messages = useMessages();
  const location = useLocation();
  const navigate = useNavigate();
  const choices = () =>
    props.subjects.map((key) => ({ value: key, label: subjectTitle(messages, props.view.file, key) }));
  return (
    <div class="places-choice">
      <SelectField
        label={messages.t('places.beside')}
        value={props.subject ?? ''}
        choices={choices()}
        onInput={(subject) =>
          navigate(location.pathname + placesHref(location.search, { subject, after: props.address.after }), {
            scroll: false,
          })
        }
      />
    </div>
  );
}

function Rows(props: ListProps & { readonly page: PlacePage; readonly subject: string | null }) {
  const messages = useMessages();
  const rows = createMemo(() => props.page.places.map(readNode));
  // What is sorted must be there as a whole.
  const isWhole = () => props.page.next === null && props.address.after === null;
  const columns = () => columnsOf(props, { isWhole: isWhole(), hasPrecincts: !rows().every(isLeaf), messages });
  return <Table caption={props.caption} isCaptionHidden columns={columns()} rows={rows()} />;
}

interface ColumnsAsked {
  readonly isWhole: boolean;
  readonly hasPrecincts: boolean;
  readonly messages: Messages;
}

function columnsOf(props: ListProps & { readonly subject: string | null }, asked: ColumnsAsked): Column<ShownPlace>[] {
  const { messages } = asked;
  const columns = [
    titleColumn(props.view, messages),
    ...(props.subject === null ? [] : [claimsColumn(props.view, messages, props.subject)]),
    ...(asked.hasPrecincts ? [precinctsColumn(messages)] : []),
    ...sortColumns(messages),
  ];
  return asked.isWhole ? columns : columns.map((column) => ({ ...column, sortBy: undefined }));
}

function titleColumn(view: PlacesView, messages: Messages): Column<ShownPlace> {
  return {
    id: 'place',
    title: messages.t('places.column.place'),
    cell: (row) => <RowTitle row={row} view={view} />,
    sortBy: (row) => row.place.number ?? placeName(messages, row.place),
  };
}

function sortColumns(messages: Messages): Column<ShownPlace>[] {
  const { t } = messages;
  return [
    {
      id: 'code',
      title: t('fields.field.code'),
      width: 'fit',
      cell: (row) => <bdi>{row.key}</bdi>,
      sortBy: (row) => row.key,
    },
    {
      id: 'level',
      title: t('fields.field.level'),
      width: 'fit',
      cell: (row) => sortWords(messages, row),
      sortBy: (row) => sortWords(messages, row),
    },
  ];
}

function precinctsColumn(messages: Messages): Column<ShownPlace> {
  return {
    id: 'precincts',
    title: messages.t('places.column.precincts'),
    align: 'end',
    width: 'fit',
    cell: (row) => (isLeaf(row) ? '' : messages.formatNumber(row.precincts.open)),
    sortBy: (row) => (isLeaf(row) ? null : row.precincts.open),
  };
}

function isLeaf(row: ShownPlace): boolean {
  return row.place.level === 'precinct';
}

function claimsColumn(view: PlacesView, messages: Messages, subject: string): Column<ShownPlace> {
  return {
    id: 'claims',
    title: subjectTitle(messages, view.file, subject),
    align: 'end',
    width: 'fit',
    cell: (row) => <RowClaims row={row} view={view} />,
    sortBy: (row) => Number(row.claims.at(-1)?.cells.value ?? Number.NaN) || null,
  };
}

/** What sort of place it is: `Precinct, abroad`. */
function sortWords(messages: Messages, { place }: ShownPlace): string {
  const level = messages.t(levelKey(place.level));
  if (place.station === null) return level;
  return `${level}, ${messages.t(`places.station.${place.station}`)}`;
}

function RowTitle(props: { readonly row: ShownPlace; readonly view: PlacesView }) {
  const { t } = useMessages();
  const location = useLocation();
  return (
    <>
      <a class="record-link" href={placesHref(location.search, { place: props.row.key })} noScroll>
        <PlaceTitle place={props.row.place} view={props.view} />
      </a>{' '}
      <PlaceMarks place={props.row.place} view={props.view} />
      <Show when={props.row.parent !== props.row.place.parent}>
        <span class="places-mark">{t('places.moved-since', { to: props.row.place.parent ?? '' })}</span>
      </Show>
    </>
  );
}

function RowClaims(props: { readonly row: ShownPlace; readonly view: PlacesView }) {
  const claims = () => props.row.claims.map((held) => readRecord(claimKind, held.cells));
  const conflicting = createMemo(() => (claims().length > 1 ? conflictingClaims(props.view, claims()) : NO_CLAIMS));
  return (
    <span class="places-claims">
      <For each={claims()}>{(claim) => <ClaimFigure claim={claim} isConflicting={conflicting().has(claim.key)} />}</For>
    </span>
  );
}

const NO_CLAIMS: ReadonlySet<string> = new Set();

function Pages(props: { readonly page: PlacePage; readonly address: PlacesAddress }) {
  const { t } = useMessages();
  const location = useLocation();
  return (
    <Show when={props.page.next !== null || props.address.after !== null}>
      <div class="buttons">
        <Show when={props.address.after !== null}>
          <LinkButton href={placesHref(location.search, { after: null })} look="quiet" keepScroll>
            {t('places.page.first')}
          </LinkButton>
        </Show>
        <Show when={props.page.next}>
          {(next) => (
            <LinkButton href={placesHref(location.search, { after: next() })} keepScroll>
              {t('places.page.next', { count: ROWS_A_PAGE })}
            </LinkButton>
          )}
        </Show>
      </div>
    </Show>
  );
}
