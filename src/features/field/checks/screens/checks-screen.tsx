import { For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { Buttons, LinkButton } from '../../../../platform/ui/parts/actions/button.tsx';
import { EmptyState } from '../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../platform/ui/parts/states/skeleton.tsx';
import type { Column } from '../../../../platform/ui/parts/table/column.ts';
import { listenForListKeys } from '../../../../platform/ui/parts/table/list-keys.ts';
import { Table } from '../../../../platform/ui/parts/table/table.tsx';
import type { CheckState, ListedCheck, Severity } from '../check.ts';
import type { CheckDesk } from './check-desk.ts';
import { StateMark, titleOf } from './check-words.tsx';

/** What can be found, in the order of its columns. */
export const FOUND = ['flagged', 'missing', 'verified'] as const satisfies readonly CheckState[];
const GRAVEST_FIRST: readonly Severity[] = ['error', 'warning', 'note'];

/** The checks of a mission with what they found. The one that the address names is shown beside them by whoever composes the page. */
export function ChecksScreen(props: {
  readonly desk: CheckDesk;
  readonly opened: string | null;
  readonly onOpen: (check: string) => void;
  readonly onNew: () => void;
}) {
  const { t } = useMessages();
  const { desk } = props;
  listenForListKeys({
    acts: { n: () => desk.canEdit() && props.onNew() },
    beside: (step) => {
      const ids = inOrder(desk.checks() ?? []).map(({ id }) => id);
      const next = props.opened === null ? undefined : ids[ids.indexOf(props.opened) + step];
      return next === undefined ? undefined : () => props.onOpen(next);
    },
  });
  const add = () => (
    <Show when={desk.canEdit()}>
      <LinkButton look="primary" href="?new=check" keepScroll>
        {t('checks.add')}
      </LinkButton>
    </Show>
  );
  return (
    <div class="checks">
      <Show when={desk.problem()}>{(problem) => <ErrorState problem={problem()} onRetry={desk.now} />}</Show>
      <Show when={desk.checks()} fallback={<Show when={desk.problem() === null}>{<Skeleton rows={6} />}</Show>}>
        {(checks) => (
          <Show
            when={checks().length > 0}
            fallback={
              <EmptyState title={t('checks.none')} actions={add()}>
                {t(desk.canEdit() ? 'checks.none-hint' : 'checks.none-reader')}
              </EmptyState>
            }
          >
            <Buttons>{add()}</Buttons>
            <CheckTable desk={desk} checks={inOrder(checks())} opened={props.opened} />
          </Show>
        )}
      </Show>
    </div>
  );
}

/** Those that are on first, the gravest of them on top. */
function inOrder(checks: readonly ListedCheck[]): readonly ListedCheck[] {
  const rank = ({ isOn, severity }: ListedCheck) => (isOn ? 0 : 10) + GRAVEST_FIRST.indexOf(severity);
  return [...checks].sort((one, other) => rank(one) - rank(other));
}

function CheckTable(props: {
  readonly desk: CheckDesk;
  readonly checks: readonly ListedCheck[];
  readonly opened: string | null;
}) {
  const messages = useMessages();
  const { t } = messages;
  const columns = (): Column<ListedCheck>[] => [
    {
      id: 'title',
      title: t('checks.title'),
      width: 'wide',
      cell: (check) => (
        <a href={`?check=${check.id}`} noScroll aria-current={props.opened === check.id ? 'true' : undefined}>
          <bdi>{titleOf(messages, check.title)}</bdi>
        </a>
      ),
    },
    {
      id: 'severity',
      title: t('checks.severity'),
      cell: (check) => <StateMark state="flagged" severity={check.severity} />,
    },
    { id: 'form', title: t('checks.form'), cell: (check) => <bdi>{props.desk.formName(check.form)}</bdi> },
    { id: 'on', title: t('checks.on'), width: 'fit', cell: (check) => <OnWord check={check} /> },
    ...FOUND.map((state) => ({
      id: state,
      title: t(`checks.state.${state}`),
      align: 'end' as const,
      cell: (check: ListedCheck) => <FoundCount desk={props.desk} check={check} state={state} />,
    })),
  ];
  return <Table caption={t('checks.view')} isCaptionHidden columns={columns()} rows={props.checks} />;
}

/** Whether it judges; while it looks at all reports for the first time, its counts are not there yet. */
export function OnWord(props: { readonly check: ListedCheck }) {
  const { t } = useMessages();
  const word = () => (!props.check.isOn ? 'off' : props.check.isJudged ? 'on' : 'judging');
  return <span class={props.check.isOn ? undefined : 'check-off'}>{t(`checks.on.${word()}`)}</span>;
}

/** How many reports a check found, which leads to their list. */
function FoundCount(props: {
  readonly desk: CheckDesk;
  readonly check: ListedCheck;
  readonly state: (typeof FOUND)[number];
}) {
  const { t, formatNumber } = useMessages();
  const count = () => props.check.counts[props.state];
  return (
    <Show when={props.check.isOn} fallback={<span class="check-off">–</span>}>
      <Show when={count() > 0} fallback={<span class="check-off numeral">0</span>}>
        <a
          class="numeral"
          href={props.desk.hrefOfFound(props.state, props.check.id)}
          aria-label={t(`checks.count.${props.state}`, { count: count() })}
        >
          {formatNumber(count())}
        </a>
      </Show>
    </Show>
  );
}

/** The counts of a check in words, each a link to its list. */
export function FoundCounts(props: { readonly desk: CheckDesk; readonly check: ListedCheck }) {
  const { t } = useMessages();
  return (
    <ul class="check-counts">
      <For each={FOUND}>
        {(state) => (
          <li>
            <Show
              when={props.check.counts[state] > 0}
              fallback={<span class="check-off">{t(`checks.count.${state}`, { count: 0 })}</span>}
            >
              <a href={props.desk.hrefOfFound(state, props.check.id)}>
                {t(`checks.count.${state}`, { count: props.check.counts[state] })}
              </a>
            </Show>
          </li>
        )}
      </For>
    </ul>
  );
}
