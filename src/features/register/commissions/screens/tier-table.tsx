import { For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { LocalText } from '../../../../platform/i18n/local-text.tsx';
import { RecordLink } from '../../../../platform/ui/parts/links/record-link.tsx';
import { SourceMarks } from '../../../../platform/ui/parts/links/source-marks.tsx';
import { StatusMark } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import type { Column } from '../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../platform/ui/parts/table/table.tsx';
import type { Commission, CommissionTier } from '../commission.ts';

const MOST_PLACES = 12;

interface TierProps {
  readonly commissions: readonly Commission[];
  readonly tier: CommissionTier;
  readonly base: string;
}

/** The commissions of one tier that are recorded, with the places that each is responsible for. */
export function CommissionsOfTier(props: TierProps) {
  const messages = useMessages();
  const { t } = messages;
  const caption = () => t('commissions.of-tier', { count: props.commissions.length });
  return (
    <Show when={props.commissions.length > 0} fallback={<p class="commissions-none">{t('commissions.none')}</p>}>
      <Table caption={caption()} columns={columnsOf(props, messages)} rows={props.commissions} />
    </Show>
  );
}

function columnsOf(props: TierProps, messages: ReturnType<typeof useMessages>): Column<Commission>[] {
  const { t, localized, formatWhen } = messages;
  const hasSome = (field: 'chair' | 'formed' | 'parent') => props.commissions.some((row) => row[field] !== null);
  const columns: (Column<Commission> | null)[] = [
    {
      id: 'name',
      title: t('commissions.column.name'),
      width: 'wide',
      cell: (row) => <NameCell commission={row} />,
      sortBy: (row) => localized(row.name)?.text ?? row.key,
    },
    { id: 'places', title: t('fields.field.places'), cell: (row) => <PlacesCell commission={row} base={props.base} /> },
    hasSome('parent')
      ? { id: 'parent', title: t('fields.field.commission.parent'), cell: (row) => <ParentCell commission={row} /> }
      : null,
    hasSome('chair') ? { id: 'chair', title: t('fields.field.chair'), cell: (row) => <bdi>{row.chair}</bdi> } : null,
    hasSome('formed')
      ? { id: 'formed', title: t('fields.field.formed'), width: 'fit', cell: (row) => formatWhen(row.formed, 'short') }
      : null,
    {
      id: 'sources',
      title: t('fields.field.sources'),
      width: 'fit',
      cell: (row) => <SourceMarks sources={row.sources} />,
    },
  ];
  return columns.filter((column) => column !== null);
}

function NameCell(props: { readonly commission: Commission }) {
  const openBasis = () => (['memory', 'to-verify', 'gap'] as const).find((basis) => basis === props.commission.basis);
  return (
    <>
      <RecordLink kind="commission" key={props.commission.key}>
        <bdi>
          <LocalText text={props.commission.name} />
        </bdi>
      </RecordLink>{' '}
      <Show when={openBasis()}>{(basis) => <StatusMark status={basis()} />}</Show>
    </>
  );
}

function ParentCell(props: { readonly commission: Commission }) {
  return (
    <Show when={props.commission.parent}>
      {(parent) => (
        <RecordLink kind="commission" key={parent()}>
          {parent()}
        </RecordLink>
      )}
    </Show>
  );
}

/** Each place leads to the view of places. */
function PlacesCell(props: { readonly commission: Commission; readonly base: string }) {
  const { t } = useMessages();
  const shown = () => props.commission.places.slice(0, MOST_PLACES);
  const rest = () => props.commission.places.length - shown().length;
  return (
    <span class="commissions-places">
      <For each={shown()}>
        {(code) => (
          <>
            <a class="record-link" href={`${props.base}/places?place=${encodeURIComponent(code)}`}>
              <bdi>{code}</bdi>
            </a>{' '}
          </>
        )}
      </For>
      <Show when={rest() > 0}>
        <RecordLink kind="commission" key={props.commission.key}>
          {t('commissions.more-places', { count: rest() })}
        </RecordLink>
      </Show>
    </span>
  );
}
