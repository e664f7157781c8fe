import { createSignal, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import type { Messages } from '../../../../platform/i18n/messages.ts';
import { api } from '../../../../platform/ui/api.ts';
import { Button, Buttons } from '../../../../platform/ui/parts/actions/button.tsx';
import { showToast } from '../../../../platform/ui/parts/actions/toast.tsx';
import { StatusMark } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import type { Column } from '../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../platform/ui/parts/table/table.tsx';
import { createRequest } from '../../../../platform/ui/request.ts';
import type { PlanImported, PlanIssue, PlannedRow, PlanPreview } from '../plan-replies.ts';
import { Refusal } from './refusal.tsx';

interface Looked {
  readonly file: File;
  readonly preview: PlanPreview;
}

/** Loads expected visits from a file: what it would do is shown first, with everything that is wrong; then it is applied so, or not. */
export function ImportPlan(props: {
  readonly path: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const [looked, setLooked] = createSignal<Looked | null>(null);
  const work = createRequest();
  const look = (file: File | undefined) => {
    if (file === undefined) return;
    setLooked(null);
    void work.run(async () => {
      setLooked({ file, preview: await api.postFile<PlanPreview>(`${props.path}/check`, file) });
    });
  };
  const apply = ({ file, preview }: Looked) =>
    void work.run(async () => {
      const done = await api.postFile<PlanImported>(`${props.path}?sha256=${preview.sha256}`, file);
      showToast({ message: t('plan.imported', { created: done.created, changed: done.changed }) });
      props.onDone();
    });
  return (
    <div class="plan-settings">
      <p class="plan-words">{t('plan.import-hint')}</p>
      <label class="button plan-file">
        {t('plan.import-choose')}
        <input
          class="only-heard"
          type="file"
          accept=".csv,.xlsx"
          onInput={(event) => {
            look(event.currentTarget.files?.[0]);
            // The same file can be chosen again once it is corrected.
            event.currentTarget.value = '';
          }}
        />
      </label>
      <Show when={work.problem()}>{(problem) => <Refusal problem={problem()} />}</Show>
      <Show when={looked()} keyed>
        {(found) => (
          <Preview looked={found} isBusy={work.isBusy()} onApply={() => apply(found)} onClose={props.onClose} />
        )}
      </Show>
    </div>
  );
}

function Preview(props: {
  readonly looked: Looked;
  readonly isBusy: boolean;
  readonly onApply: () => void;
  readonly onClose: () => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const { file, preview } = props.looked;
  const { created, changed, same, errors } = preview.counts;
  const isIdle = created + changed === 0;
  return (
    <>
      <p role="status">
        <bdi>{file.name}</bdi>: {t('plan.import-would', { created, changed, same })}{' '}
        {errors > 0 ? t('plan.import-errors', { count: errors }) : ''}
      </p>
      <Show when={preview.issues.length > 0}>
        <Table caption={t('plan.import-faults')} columns={issueColumns(messages)} rows={preview.issues} />
      </Show>
      <Show when={preview.rows.length > 0}>
        <Table caption={t('plan.import-rows')} columns={rowColumns(messages)} rows={preview.rows} />
      </Show>
      <Buttons>
        <Button look="primary" isBusy={props.isBusy} disabled={errors > 0 || isIdle} onClick={props.onApply}>
          {t('plan.import-apply')}
        </Button>
        <Button look="quiet" onClick={props.onClose}>
          {t('ui.cancel')}
        </Button>
      </Buttons>
    </>
  );
}

function issueColumns(messages: Messages): Column<PlanIssue>[] {
  const { t } = messages;
  return [
    {
      id: 'row',
      title: t('plan.row'),
      width: 'fit',
      cell: ({ row }) => (row === null ? '–' : messages.formatNumber(row)),
    },
    { id: 'column', title: t('plan.column'), width: 'fit', cell: ({ column }) => <code>{column ?? '–'}</code> },
    {
      id: 'words',
      title: t('plan.fault'),
      width: 'wide',
      cell: ({ code, parameters, severity }) => (
        <StatusMark status={severity === 'error' ? 'missed' : 'late'}>
          {messages.find(`issues.${code}`, parameters) ?? code}
        </StatusMark>
      ),
    },
  ];
}

function rowColumns(messages: Messages): Column<PlannedRow>[] {
  const { t } = messages;
  const what = ({ before, position }: PlannedRow) => {
    if (before === null) return t('plan.row-new');
    if (before.mark === 'called-off') return t('plan.row-again');
    return t('plan.row-moved', { before: before.position, after: position });
  };
  return [
    { id: 'row', title: t('plan.row'), width: 'fit', cell: ({ row }) => messages.formatNumber(row) },
    { id: 'what', title: t('plan.row-what'), cell: what },
    { id: 'team', title: t('plan.team'), width: 'fit', cell: ({ team }) => <bdi>{team}</bdi> },
    { id: 'day', title: t('plan.day'), width: 'fit', cell: ({ day }) => messages.formatDate(day) },
    { id: 'phase', title: t('plan.phase'), width: 'fit', cell: ({ phase }) => phase },
    { id: 'station', title: t('plan.station'), width: 'fit', cell: ({ station }) => <bdi>{station}</bdi> },
    { id: 'stop', title: t('plan.stop'), width: 'fit', cell: ({ position }) => messages.formatNumber(position) },
  ];
}
