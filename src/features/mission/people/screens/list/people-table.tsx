import { useLocation } from '@solidjs/router';
import { createMemo, For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import type { Messages } from '../../../../../platform/i18n/messages.ts';
import { Badge, StatusMark } from '../../../../../platform/ui/parts/marks/status-mark.tsx';
import type { Column } from '../../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../../platform/ui/parts/table/table.tsx';
import type { ListedPerson, PeoplePage, PlaceNames } from '../../people-replies.ts';
import { PlaceLinks } from '../fields/place-links.tsx';
import type { PeopleDesk } from '../people-desk.ts';
import { STATE_SHAPES, wordDay, wordKind, wordLanguage } from '../people-words.ts';

/** A page of people, each in one line. */
export function PeopleTable(props: { readonly desk: PeopleDesk; readonly page: PeoplePage; readonly isBusy: boolean }) {
  const messages = useMessages();
  const columns = createMemo(() => [
    codeColumn(messages, props.desk),
    kindColumn(messages),
    ...standingColumns(messages),
    areaColumn(messages, props.desk, () => props.page.places),
    ...workColumns(messages),
  ]);
  return (
    <Table
      caption={messages.t('people.caption')}
      isCaptionHidden
      isSheet
      isBusy={props.isBusy}
      columns={columns()}
      rows={props.page.people}
    />
  );
}

function codeColumn({ t }: Messages, desk: PeopleDesk): Column<ListedPerson> {
  const location = useLocation();
  const hrefOf = (person: string) => {
    const query = new URLSearchParams(location.search);
    for (const other of ['new', 'settings']) query.delete(other);
    query.set('person', person);
    return `?${query}`;
  };
  return {
    id: 'code',
    title: t('people.field.code'),
    width: 'fit',
    cell: (person) => (
      <>
        <a
          class="people-code"
          href={hrefOf(person.id)}
          data-listed={person.id}
          noScroll
          aria-current={desk.asked('person') === person.id ? 'true' : undefined}
        >
          {person.code}
        </a>
        <Show when={person.leftAt !== null}>
          {' '}
          <Badge>{t('people.left')}</Badge>
        </Show>
      </>
    ),
  };
}

function kindColumn(messages: Messages): Column<ListedPerson> {
  const title = messages.t('people.field.kind');
  return { id: 'kind', title, width: 'fit', cell: (person) => wordKind(messages, person) };
}

function workColumns(messages: Messages): Column<ListedPerson>[] {
  const { t } = messages;
  return [
    { id: 'role', title: t('people.field.role'), cell: ({ role }) => <bdi class="people-cut">{role}</bdi> },
    {
      id: 'organisation',
      title: t('people.field.organisation'),
      cell: ({ organisation }) => <bdi class="people-cut">{organisation}</bdi>,
    },
    {
      id: 'languages',
      title: t('people.field.languages'),
      cell: ({ languages }) => (
        <span class="people-cut">{languages.map((tag) => wordLanguage(messages, tag)).join(', ')}</span>
      ),
    },
  ];
}

function areaColumn({ t }: Messages, desk: PeopleDesk, places: () => PlaceNames): Column<ListedPerson> {
  return {
    id: 'areas',
    title: t('people.field.areas'),
    cell: ({ areas }) => (
      <span class="people-cut">
        <PlaceLinks desk={desk} keys={areas} names={places()} />
      </span>
    ),
  };
}

function standingColumns(messages: Messages): Column<ListedPerson>[] {
  const { t } = messages;
  return [
    {
      id: 'accreditation',
      title: t('people.accreditation'),
      width: 'fit',
      cell: ({ accreditation }) => (
        <StatusMark status={STATE_SHAPES[accreditation]}>{t(`people.state.${accreditation}`)}</StatusMark>
      ),
    },
    { id: 'team', title: t('people.team-today'), width: 'fit', cell: ({ teamToday }) => <bdi>{teamToday}</bdi> },
    {
      id: 'trained',
      title: t('people.field.trainedOn'),
      width: 'fit',
      cell: ({ trainedOn }) => <DayMark day={trainedOn} missing={t('people.not-trained')} />,
    },
    {
      id: 'pledged',
      title: t('people.field.pledgedOn'),
      width: 'fit',
      cell: ({ pledgedOn }) => <DayMark day={pledgedOn} missing={t('people.not-pledged')} />,
    },
    {
      id: 'devices',
      title: t('people.devices'),
      cell: ({ devices }) => (
        <span class="people-cut">
          <For each={devices}>
            {(name, index) => (
              <>
                {index() > 0 ? ', ' : ''}
                <bdi>{name}</bdi>
              </>
            )}
          </For>
        </span>
      ),
    },
  ];
}

/** A day on which something was done, or that it was not. */
function DayMark(props: { readonly day: string | null; readonly missing: string }) {
  const messages = useMessages();
  return (
    <Show when={props.day} fallback={<StatusMark status="gap">{props.missing}</StatusMark>}>
      {(day) => <StatusMark status="met">{wordDay(messages, day())}</StatusMark>}
    </Show>
  );
}
