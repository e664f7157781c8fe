import { useLocation } from '@solidjs/router';
import { For, type JSX, Show } from 'solid-js';
import { parseCalendarDate } from '../../../../../kernel/calendar-date.ts';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import type { Messages } from '../../../../../platform/i18n/messages.ts';
import { LinkButton } from '../../../../../platform/ui/parts/actions/button.tsx';
import { SelectField } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { tellPageKeys } from '../../../../../platform/ui/parts/palette/page-keys.ts';
import { EmptyState } from '../../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../../platform/ui/parts/states/skeleton.tsx';
import type { Column } from '../../../../../platform/ui/parts/table/column.ts';
import { listenForListKeys } from '../../../../../platform/ui/parts/table/list-keys.ts';
import { Table } from '../../../../../platform/ui/parts/table/table.tsx';
import type { CallOutcome } from '../../../../mission/messages/call.ts';
import type { SheetRow } from '../../call-sheet.ts';
import { VISIT_STATUSES } from '../../response.ts';
import { type PlanWords, StationName } from '../list/visit-table.tsx';
import { type CallDesk, codeOfRow } from './call-desk.ts';
import '../visits.css';

/** So many visits of a row are named. */
const NAMED = 3;

interface Props {
  readonly desk: CallDesk;
  readonly words: PlanWords;
  /** What came of a call, as shape and word. */
  readonly outcome: (outcome: CallOutcome) => JSX.Element;
}

/** Whom to call about what is missing, those first whom nobody called yet, or longest ago. */
export function CallSheetScreen(props: Props) {
  const { t } = useMessages();
  const { desk } = props;
  listenForKeys(desk);
  return (
    <div class="plan-visits" aria-busy={desk.live.isBehind()}>
      <Show
        when={desk.filter('message') === ''}
        fallback={
          <p class="plan-chips">
            {t('calls.not-reached')} <LinkButton href="?">{t('calls.of-visits')}</LinkButton>
          </p>
        }
      >
        <SheetFilters desk={desk} words={props.words} />
      </Show>
      <Show when={desk.live.problem()}>{(problem) => <ErrorState problem={problem()} onRetry={desk.live.now} />}</Show>
      <Show
        when={desk.live.shown.reply}
        fallback={<Show when={desk.live.problem() === null}>{<Skeleton rows={8} />}</Show>}
      >
        {(sheet) => (
          <>
            <p role="status" class="plan-count">
              {t('calls.count', { count: sheet().rows.length })}
              <Show when={sheet().isCut}> {t('calls.cut')}</Show>
            </p>
            <Show
              when={sheet().rows.length > 0}
              fallback={<EmptyState title={t('calls.nobody')}>{t('calls.nobody-hint')}</EmptyState>}
            >
              <SheetTable {...props} rows={sheet().rows} />
            </Show>
          </>
        )}
      </Show>
    </div>
  );
}

function listenForKeys(desk: CallDesk): void {
  const { t } = useMessages();
  tellPageKeys(() => [
    { keys: ['j', 'k'], words: t('calls.keys.move') },
    { keys: ['1', '5'], words: t('calls.keys.outcome') },
    { keys: ['t'], words: t('calls.keys.phones') },
    { keys: ['Enter'], words: t('calls.keys.enter') },
  ]);
  const beside = (step: -1 | 1) => {
    const ids = desk.rows().map(({ id }) => id);
    const next = ids[ids.indexOf(desk.openId() ?? '') + step];
    return desk.openId() === null || next === undefined ? undefined : () => desk.open(next);
  };
  const showPhones = () => document.querySelector<HTMLElement>('.side-panel [data-phones]')?.click();
  listenForListKeys({ acts: { t: showPhones }, beside });
}

function SheetFilters(props: Pick<Props, 'desk' | 'words'>) {
  const { t } = useMessages();
  const { desk } = props;
  const narrowDay = (text: string) => {
    if (text.trim() === '' || parseCalendarDate(text.trim()) !== null) desk.narrow('day', text);
  };
  const statuses = () =>
    VISIT_STATUSES.filter((one) => one !== 'complete').map((one) => ({
      value: one,
      label: t(`plan.status.${one}`),
    }));
  return (
    <search class="plan-filters" aria-label={t('calls.filters')}>
      <TextField
        type="date"
        width="short"
        label={t('plan.day')}
        value={desk.filter('day') || (desk.day() ?? '')}
        onInput={narrowDay}
      />
      <SelectField
        label={t('plan.phase')}
        value={desk.filter('phase')}
        emptyLabel={t('plan.any')}
        choices={props.words.phases()}
        onInput={(phase) => desk.narrow('phase', phase)}
      />
      <SelectField
        label={t('calls.of')}
        value={desk.filter('status') || 'missing'}
        choices={statuses()}
        onInput={(status) => desk.narrow('status', status)}
      />
    </search>
  );
}

function SheetTable(props: Props & { readonly rows: readonly SheetRow[] }) {
  const messages = useMessages();
  return (
    <Table caption={messages.t('calls.sheet')} isCaptionHidden columns={columnsOf(messages, props)} rows={props.rows} />
  );
}

function columnsOf({ t }: Messages, { desk, words, outcome }: Props): Column<SheetRow>[] {
  const location = useLocation();
  const hrefOf = (row: SheetRow) => {
    const query = new URLSearchParams(location.search);
    query.set('open', row.id);
    return `?${query}`;
  };
  return [
    {
      id: 'who',
      title: t('calls.whom'),
      width: 'fit',
      cell: (row) => (
        <a href={hrefOf(row)} noScroll aria-current={desk.openId() === row.id ? 'true' : undefined}>
          <bdi>{codeOfRow(row)}</bdi>
        </a>
      ),
    },
    {
      id: 'visits',
      title: t('calls.what'),
      width: 'wide',
      cell: (row) => <Visits row={row} words={words} />,
    },
    {
      id: 'people',
      title: t('calls.people'),
      cell: ({ members }) => <bdi>{members.map(({ code }) => code).join(', ')}</bdi>,
    },
    {
      id: 'last',
      title: t('calls.last'),
      cell: (row) => <LastCall row={row} words={words} outcome={outcome} />,
    },
  ];
}

function Visits(props: { readonly row: SheetRow; readonly words: PlanWords }) {
  const { t } = useMessages();
  const rest = () => props.row.visits.length - NAMED;
  return (
    <ul class="plan-calls">
      <For each={props.row.visits.slice(0, NAMED)}>
        {(visit) => (
          <li>
            {props.words.phase(visit.phase)}: <StationName visit={visit} />
          </li>
        )}
      </For>
      <Show when={rest() > 0}>
        <li class="plan-aside">{t('plan.more-reports', { count: rest() })}</li>
      </Show>
    </ul>
  );
}

function LastCall(props: { readonly row: SheetRow } & Pick<Props, 'words' | 'outcome'>) {
  const { t } = useMessages();
  return (
    <Show when={props.row.lastCall} fallback={<span class="plan-aside">{t('calls.never')}</span>}>
      {(last) => (
        <span class="plan-standing">
          {props.outcome(last().outcome)}
          <span class="plan-aside">
            {t('calls.by-at', { name: last().by, time: props.words.moment(last().calledAt) })}
          </span>
          <Show when={last().note}>{(note) => <span class="plan-aside">{note()}</span>}</Show>
        </span>
      )}
    </Show>
  );
}
