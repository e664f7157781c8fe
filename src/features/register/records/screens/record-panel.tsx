import { createResource, createSignal, type JSX, Match, Show, Switch } from 'solid-js';
import type { Cells } from '../../../../kernel/record.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { Button } from '../../../../platform/ui/parts/actions/button.tsx';
import type { Choice } from '../../../../platform/ui/parts/fields/choice-field.tsx';
import { StatusMark } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import { SidePanel } from '../../../../platform/ui/parts/panel/side-panel.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../platform/ui/parts/states/skeleton.tsx';
import type { RecordReply, SavedReply } from '../contract.ts';
import type { KindName } from '../kinds.ts';
import { kindLabel, recordTitle } from './field-words.ts';
import type { FormFault } from './form/form-editing.ts';
import { RecordForm } from './form/record-form.tsx';
import { ReasonForm } from './reason-form.tsx';
import { type LabelOf, RecordFacts } from './record-facts.tsx';
import { RecordHistory } from './record-history.tsx';
import { faultsOf, finish, isOutrun } from './saving.ts';
import './records.css';

interface PanelProps {
  readonly slug: string;
  readonly kind: KindName;
  readonly recordKey: string;
  readonly canEdit: boolean;
  /** IANA zone in which times of changes are shown. */
  readonly timezone: string;
  readonly candidatesOf: (kind: string) => readonly Choice[];
  readonly labelOf: LabelOf;
  /** Shown between the facts and the history: what a slice has to add, such as how a date came about. */
  readonly extra?: JSX.Element;
  /** Called after each change, so that the page shows it. */
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

type Mode = 'read' | 'correct' | 'withdraw' | 'restore';

/** A record beside the page: what it says, where it comes from, how it changed; and, for editors, what can be done to it. */
export function RecordPanel(props: PanelProps) {
  const messages = useMessages();
  const [mode, setMode] = createSignal<Mode>('read');
  const address = () => recordAddress(props.slug, props.kind, props.recordKey);
  const [record, { refetch }] = createResource(address, (path) => api.get<RecordReply>(path));
  const done = () => {
    setMode('read');
    refetch();
    props.onChanged();
  };
  const title = () => {
    const loaded = record.error === undefined ? record.latest : undefined;
    const known = props.labelOf(props.kind, props.recordKey);
    return known ?? (loaded === undefined ? props.recordKey : recordTitle(messages, props.kind, loaded.cells));
  };
  return (
    <SidePanel
      title={<bdi>{title()}</bdi>}
      kicker={
        <>
          {kindLabel(messages, props.kind)} <bdi>{props.recordKey}</bdi>
        </>
      }
      onClose={props.onClose}
    >
      <Show when={record.error === undefined} fallback={<ErrorState problem={record.error} onRetry={refetch} />}>
        <Show when={record.latest} fallback={<Skeleton />}>
          {(loaded) => (
            <Switch>
              <Match when={mode() === 'read'}>
                <Reading {...props} record={loaded()} onMode={setMode} />
              </Match>
              <Match when={mode() === 'correct'}>
                <Correcting
                  {...props}
                  record={loaded()}
                  onDone={done}
                  onOutrun={refetch}
                  onCancel={() => setMode('read')}
                />
              </Match>
              <Match when={mode() !== 'read'}>
                <ReasonForm
                  action={mode() === 'restore' ? 'restore' : 'withdraw'}
                  onSubmit={(reason) => act(address(), mode(), { base: loaded().version, reason }).then(finish(done))}
                  onCancel={() => setMode('read')}
                />
              </Match>
            </Switch>
          )}
        </Show>
      </Show>
    </SidePanel>
  );
}

function Reading(props: PanelProps & { readonly record: RecordReply; readonly onMode: (mode: Mode) => void }) {
  const { t } = useMessages();
  return (
    <>
      <Show when={props.record.isWithdrawn}>
        <p class="record-withdrawn">
          <StatusMark status="withheld">{t('desk.withdrawn')}</StatusMark>
        </p>
      </Show>
      <RecordFacts kind={props.kind} cells={props.record.cells} labelOf={props.labelOf} />
      <div class="record-extra">{props.extra}</div>
      <Show when={props.canEdit}>
        <div class="buttons record-actions">
          <Show
            when={!props.record.isWithdrawn}
            fallback={<Button onClick={() => props.onMode('restore')}>{t('desk.restore')}</Button>}
          >
            <Button onClick={() => props.onMode('correct')}>{t('desk.correct')}</Button>
            <Show when={props.kind !== 'election'}>
              <Button look="quiet" onClick={() => props.onMode('withdraw')}>
                {t('desk.withdraw')}
              </Button>
            </Show>
          </Show>
        </div>
      </Show>
      <details class="record-history" open={props.record.history.length > 1}>
        <summary>{t('desk.history', { count: props.record.history.length })}</summary>
        <RecordHistory kind={props.kind} history={props.record.history} timezone={props.timezone} />
      </details>
    </>
  );
}

function Correcting(
  props: PanelProps & {
    readonly record: RecordReply;
    readonly onDone: () => void;
    /** Somebody else has changed the record since it was loaded. */
    readonly onOutrun: () => void;
    readonly onCancel: () => void;
  },
) {
  const seen = props.record.version;
  const save = async (cells: Cells, reason: string) => {
    const path = recordAddress(props.slug, props.kind, props.recordKey);
    const faults = await faultsOf(api.put<SavedReply>(path, { cells, base: props.record.version, reason }));
    if (isOutrun(faults)) props.onOutrun();
    return finish(props.onDone)(faults);
  };
  return (
    <RecordForm
      draftName={`${props.slug}/${props.kind}/${props.recordKey}`}
      kind={props.kind}
      cells={props.record.cells}
      isNew={false}
      candidatesOf={props.candidatesOf}
      onSave={save}
      onCancel={props.onCancel}
    >
      <Show when={props.record.version > seen}>
        <RecordHistory kind={props.kind} history={props.record.history} timezone={props.timezone} after={seen} />
      </Show>
    </RecordForm>
  );
}

/** The form for a record that is not there yet. */
export function NewRecordPanel(props: {
  readonly slug: string;
  readonly kind: KindName;
  /** What the form starts with. */
  readonly cells: Cells;
  readonly keyColumn: string;
  readonly candidatesOf: (kind: string) => readonly Choice[];
  readonly onCreated: (key: string) => void;
  readonly onClose: () => void;
}) {
  const messages = useMessages();
  const save = async (cells: Cells) => {
    const key = cells[props.keyColumn] ?? '';
    const path = recordAddress(props.slug, props.kind, key);
    return faultsOf(api.put<SavedReply>(path, { cells, base: 0 })).then(finish(() => props.onCreated(key)));
  };
  return (
    <SidePanel
      title={messages.t('desk.new-record', { kind: kindLabel(messages, props.kind) })}
      kicker={kindLabel(messages, props.kind)}
      onClose={props.onClose}
    >
      <RecordForm
        draftName={`${props.slug}/${props.kind}/`}
        kind={props.kind}
        cells={props.cells}
        isNew
        candidatesOf={props.candidatesOf}
        onSave={save}
        onCancel={props.onClose}
      />
    </SidePanel>
  );
}

function act(address: string, mode: Mode, body: { base: number; reason: string }): Promise<readonly FormFault[]> {
  return faultsOf(api.post<SavedReply>(`${address}/${mode}`, body));
}

function recordAddress(slug: string, kind: string, key: string): string {
  return `/api/elections/${encodeURIComponent(slug)}/records/${kind}/${encodeURIComponent(key)}`;
}
