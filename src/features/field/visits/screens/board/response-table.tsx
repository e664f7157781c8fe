import { useSearchParams } from '@solidjs/router';
import { For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { SelectField } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import type { Column } from '../../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../../platform/ui/parts/table/table.tsx';
import type { Dimension } from '../../response.ts';
import type { ResponseBoard, ResponseRow } from '../../visit-replies.ts';
import { type PlanQuery, planAddress } from '../plan-address.ts';
import { SHOWN_STATUSES } from '../status-mark.tsx';
import { CountLink, ReceivedOf } from './count-link.tsx';

const SHOWN_DIMENSIONS: readonly Dimension[] = ['area', 'team', 'sample', 'form'];

/** The day by area, team, sample or form, of all phases or of one. */
export function ResponseTable(props: {
  readonly board: ResponseBoard;
  readonly by: Dimension;
  readonly phase: string | undefined;
}) {
  const messages = useMessages();
  const { t } = messages;
  const [, setQuery] = useSearchParams();
  const phases = () =>
    props.board.phases.map(({ key, name }) => ({ value: key, label: messages.localized(name)?.text ?? key }));
  return (
    <section class="plan-rows" aria-labelledby="plan-rows">
      <h2 id="plan-rows">{t(`plan.by.${props.by}`)}</h2>
      <div class="plan-tools">
        <nav class="plan-dimensions" aria-label={t('plan.rows')}>
          <For each={SHOWN_DIMENSIONS}>
            {(by) => (
              <a
                href={planAddress('board', { day: props.board.day, phase: props.phase, by })}
                aria-current={by === props.by ? 'true' : undefined}
                noScroll
              >
                {t(`plan.by.${by}`)}
              </a>
            )}
          </For>
        </nav>
        <SelectField
          label={t('plan.phase')}
          value={props.phase ?? ''}
          emptyLabel={t('plan.all-phases')}
          choices={phases()}
          onInput={(phase) => setQuery({ phase: phase || null }, { replace: true, scroll: false })}
        />
      </div>
      <Show when={props.board.rows.length > 0} fallback={<p class="plan-note">{t(`plan.no-rows.${props.by}`)}</p>}>
        <RowTable {...props} />
      </Show>
    </section>
  );
}

function RowTable(props: {
  readonly board: ResponseBoard;
  readonly by: Dimension;
  readonly phase: string | undefined;
}) {
  const messages = useMessages();
  const { t } = messages;
  const nameOf = (row: ResponseRow) => messages.localized(row.names ?? {})?.text ?? row.label;
  const queryOf = (row: ResponseRow): PlanQuery => {
    return { day: props.board.day, phase: props.phase, [props.by]: row.key };
  };
  const unexpectedOf = ({ unexpected: { otherTeam, elsewhere, extra } }: ResponseRow) => otherTeam + elsewhere + extra;
  const count = (title: string, of: (row: ResponseRow) => number, query: PlanQuery) =>
    ({
      id: query.status ?? 'unexpected',
      title,
      align: 'end',
      width: 'fit',
      cell: (row) => (
        <CountLink count={of(row)} label={`${nameOf(row)}, ${title}`} query={{ ...queryOf(row), ...query }} />
      ),
      sortBy: of,
    }) satisfies Column<ResponseRow>;
  const columns = (): Column<ResponseRow>[] => [
    { id: 'name', title: t(`plan.of.${props.by}`), cell: (row) => <bdi>{nameOf(row)}</bdi>, sortBy: nameOf },
    {
      id: 'received',
      title: t('plan.received'),
      align: 'end',
      width: 'fit',
      cell: (row) => <ReceivedOf response={row} label={nameOf(row)} query={queryOf(row)} />,
      sortBy: (row) => (row.expected === 0 ? null : row.received / row.expected),
    },
    ...SHOWN_STATUSES.filter((status) => props.by !== 'form' || status !== 'partial').map((status) =>
      count(t(`plan.status.${status}`), (row) => row.byStatus[status], { status }),
    ),
    // Nobody counts by form what nobody expected.
    ...(props.by === 'form' || props.by === 'sample'
      ? []
      : [count(t('plan.unexpected'), unexpectedOf, { standing: 'unexpected' })]),
  ];
  return (
    <Table
      caption={`${t('plan.received')} · ${t(`plan.by.${props.by}`)}`}
      isCaptionHidden
      columns={columns()}
      rows={props.board.rows}
      sortParameter="sort"
    />
  );
}
