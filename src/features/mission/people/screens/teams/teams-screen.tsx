import { useLocation } from '@solidjs/router';
import { For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import type { Messages } from '../../../../../platform/i18n/messages.ts';
import { LinkButton } from '../../../../../platform/ui/parts/actions/button.tsx';
import { EmptyState } from '../../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../../platform/ui/parts/states/skeleton.tsx';
import type { Column } from '../../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../../platform/ui/parts/table/table.tsx';
import type { ShownTeam } from '../../people-replies.ts';
import { sharesDay } from '../../team.ts';
import { listenForPeopleKeys } from '../list/list-keys.ts';
import type { PeopleDesk } from '../people-desk.ts';
import '../people.css';

/** The teams of a mission: who is in them today, and which devices they have. */
export function TeamsScreen(props: { readonly desk: PeopleDesk }) {
  const { t } = useMessages();
  const { desk } = props;
  listenForPeopleKeys({
    onFilter: null,
    onPage: null,
    ids: () => (desk.teams() ?? []).map(({ id }) => id),
    open: () => desk.asked('team'),
    onOpen: (team) => desk.setQuery({ team }, false),
  });
  const add = (look: 'primary' | 'plain') => (
    <Show when={desk.canEdit()}>
      <LinkButton href="?new=team" look={look} keepScroll>
        {t('people.team-add')}
      </LinkButton>
    </Show>
  );
  return (
    <div class="people">
      <Show when={desk.teamsProblem() === undefined} fallback={<ErrorState problem={desk.teamsProblem()} />}>
        <Show when={desk.teams()} fallback={<Skeleton rows={8} />}>
          {(teams) => (
            <Show
              when={teams().length > 0}
              fallback={
                <EmptyState title={t('people.team-none')} actions={add('primary')}>
                  {t('people.team-none-hint')}
                </EmptyState>
              }
            >
              <div class="people-tools">
                <p class="numeral people-found">{t('people.team-found', { count: teams().length })}</p>
                {add('primary')}
              </div>
              <TeamTable desk={desk} teams={teams()} />
            </Show>
          )}
        </Show>
      </Show>
    </div>
  );
}

function TeamTable(props: { readonly desk: PeopleDesk; readonly teams: readonly ShownTeam[] }) {
  const messages = useMessages();
  return (
    <Table
      caption={messages.t('people.teams')}
      isCaptionHidden
      isSheet
      columns={columnsOf(messages, props.desk)}
      rows={props.teams}
      sortParameter="sort"
    />
  );
}

function columnsOf(messages: Messages, desk: PeopleDesk): Column<ShownTeam>[] {
  const { t } = messages;
  const location = useLocation();
  const hrefOf = (team: string) => {
    const query = new URLSearchParams(location.search);
    query.delete('new');
    query.set('team', team);
    return `?${query}`;
  };
  return [
    {
      id: 'code',
      title: t('people.field.code'),
      width: 'fit',
      sortBy: ({ code }) => code,
      cell: ({ id, code }) => (
        <a
          class="people-code"
          href={hrefOf(id)}
          data-listed={id}
          noScroll
          aria-current={desk.asked('team') === id ? 'true' : undefined}
        >
          {code}
        </a>
      ),
    },
    { id: 'name', title: t('people.team-name'), sortBy: ({ name }) => name, cell: ({ name }) => <bdi>{name}</bdi> },
    {
      id: 'kind',
      title: t('people.field.kind'),
      width: 'fit',
      sortBy: ({ kind }) => t(`people.team-kind.${kind}`),
      cell: ({ kind }) => t(`people.team-kind.${kind}`),
    },
    {
      id: 'today',
      title: t('people.team-today-members'),
      sortBy: (team) => membersToday(team).length,
      cell: (team) => <Codes codes={membersToday(team)} />,
    },
    {
      id: 'all',
      title: t('people.team-all-members'),
      width: 'fit',
      align: 'end',
      sortBy: (team) => everybody(team).length,
      cell: (team) => <span class="numeral">{messages.formatNumber(everybody(team).length)}</span>,
    },
    {
      id: 'devices',
      title: t('people.devices'),
      cell: ({ devices }) => <Codes codes={devices.map(({ name }) => name)} />,
    },
  ];
}

function Codes(props: { readonly codes: readonly string[] }) {
  const { t } = useMessages();
  return (
    <Show when={props.codes.length > 0} fallback={<span class="people-aside">{t('people.nothing')}</span>}>
      <span class="people-cut">
        <For each={props.codes}>
          {(code, index) => (
            <>
              {index() > 0 ? ', ' : ''}
              <bdi>{code}</bdi>
            </>
          )}
        </For>
      </span>
    </Show>
  );
}

/** Codes of those who are in the team today, in UTC. */
function membersToday({ members }: ShownTeam): string[] {
  const today = new Date().toISOString().slice(0, 10) as (typeof members)[number]['fromDay'];
  return members.filter((member) => sharesDay(member, { fromDay: today, toDay: today })).map(({ code }) => code);
}

function everybody({ members }: ShownTeam): string[] {
  return [...new Set(members.map(({ person }) => person))];
}
