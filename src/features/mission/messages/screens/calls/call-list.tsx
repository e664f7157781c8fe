import { createSignal, For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { formatMoment } from '../../../../../platform/ui/moment.ts';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { Dialog } from '../../../../../platform/ui/parts/actions/dialog.tsx';
import { ReasonForm } from '../../../../../platform/ui/parts/actions/reason-form.tsx';
import { showToast } from '../../../../../platform/ui/parts/actions/toast.tsx';
import { EmptyState } from '../../../../../platform/ui/parts/states/empty-state.tsx';
import type { Column } from '../../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../../platform/ui/parts/table/table.tsx';
import type { ShownCall } from '../../call.ts';
import { OutcomeWord } from './call-outcome.tsx';
import './calls.css';

interface Props {
  readonly missionPath: string;
  readonly calls: readonly ShownCall[];
  readonly canEdit: boolean;
  readonly phaseName: (key: string) => string;
  readonly hrefOfReport: (report: string) => string;
  /** Something was struck out. */
  readonly onChanged: () => void;
}

/** Calls in a table, the newest first; those struck out stay, and say why. */
export function CallTable(props: Props) {
  const messages = useMessages();
  const { t } = messages;
  const [striking, setStriking] = createSignal<ShownCall | null>(null);
  const columns = (): Column<ShownCall>[] => [
    {
      id: 'at',
      title: t('calls.when'),
      width: 'fit',
      cell: ({ calledAt }) => <time datetime={calledAt}>{formatMoment(messages, calledAt)}</time>,
    },
    { id: 'who', title: t('calls.whom'), cell: (call) => <Called call={call} /> },
    { id: 'outcome', title: t('calls.outcome'), width: 'fit', cell: (call) => <OutcomeWord outcome={call.outcome} /> },
    { id: 'note', title: t('calls.note'), width: 'wide', cell: (call) => <Note {...props} call={call} /> },
    { id: 'by', title: t('calls.by'), cell: ({ by }) => <bdi>{by}</bdi> },
    {
      id: 'acts',
      title: t('plan.acts'),
      width: 'fit',
      cell: (call) => (
        <Show when={props.canEdit && call.struck === null}>
          <Button look="quiet" onClick={() => setStriking(call)}>
            {t('calls.strike')}
          </Button>
        </Show>
      ),
    },
  ];
  return (
    <>
      <Table
        caption={t('calls.log')}
        isCaptionHidden
        columns={columns()}
        rows={props.calls}
        empty={<EmptyState title={t('calls.none')}>{t('calls.none-hint')}</EmptyState>}
      />
      <Show when={striking()} keyed>
        {(call) => <StrikeCall {...props} call={call} onClose={() => setStriking(null)} />}
      </Show>
    </>
  );
}

/** The calls to somebody, in few lines. */
export function CallLines(props: { readonly calls: readonly ShownCall[] }) {
  const messages = useMessages();
  const { t } = messages;
  return (
    <Show when={props.calls.length > 0} fallback={<p class="calls-aside">{t('calls.never')}</p>}>
      <ul class="calls-lines">
        <For each={props.calls}>
          {(call) => (
            <li data-struck={call.struck === null ? undefined : ''}>
              <OutcomeWord outcome={call.outcome} />{' '}
              <span class="calls-aside">
                {t('calls.by-at', { name: call.by, time: formatMoment(messages, call.calledAt) })}
              </span>
              <Show when={call.note}>{(note) => <p>{note()}</p>}</Show>
              <Struck call={call} />
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}

function Called(props: { readonly call: ShownCall }) {
  const codes = () => [props.call.team?.code, props.call.person?.code].filter((code) => code !== undefined);
  return <bdi>{codes().join(' · ')}</bdi>;
}

function Note(props: Props & { readonly call: ShownCall }) {
  const { t } = useMessages();
  return (
    <span class="calls-note" data-struck={props.call.struck === null ? undefined : ''}>
      <Show when={props.call.note}>{(note) => <span class="calls-said">{note()}</span>}</Show>
      <Show when={props.call.visit}>
        {(visit) => (
          <span class="calls-aside">
            {props.phaseName(visit().phase)}: <bdi>{visit().station}</bdi>
          </span>
        )}
      </Show>
      <Show when={props.call.report}>{(report) => <a href={props.hrefOfReport(report())}>{t('calls.report')}</a>}</Show>
      <Struck call={props.call} />
    </span>
  );
}

function Struck(props: { readonly call: ShownCall }) {
  const messages = useMessages();
  return (
    <Show when={props.call.struck}>
      {(struck) => (
        <span class="calls-aside calls-why">
          {messages.t('calls.struck', {
            name: struck().by,
            time: formatMoment(messages, struck().at),
            reason: struck().reason,
          })}
        </span>
      )}
    </Show>
  );
}

function StrikeCall(props: Props & { readonly call: ShownCall; readonly onClose: () => void }) {
  const { t } = useMessages();
  const strike = async (reason: string) => {
    await api.post(`${props.missionPath}/calls/${props.call.id}/strike`, { reason });
    showToast({ message: t('calls.struck-out') });
    props.onClose();
    props.onChanged();
  };
  return (
    <Dialog title={t('calls.strike-title')} isOpen onClose={props.onClose}>
      <p>{t('calls.strike-hint')}</p>
      <ReasonForm
        class="calls-form"
        words={{ label: t('plan.reason'), missing: t('plan.reason-missing') }}
        submitLabel={t('calls.strike')}
        onSubmit={strike}
        onClose={props.onClose}
      />
    </Dialog>
  );
}
