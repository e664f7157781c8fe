import { createSignal, type JSX, Match, Show, Switch } from 'solid-js';
import { createStore } from 'solid-js/store';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { Button, Buttons } from '../../../../../platform/ui/parts/actions/button.tsx';
import { showToast } from '../../../../../platform/ui/parts/actions/toast.tsx';
import { SelectField } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { TextArea, TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { FaultyState } from '../../../../../platform/ui/parts/states/faulty-state.tsx';
import { createRequest } from '../../../../../platform/ui/request.ts';
import { isLoud, needsReason, PRIORITIES, type Status, VERACITIES, waysFrom } from '../../incident.ts';
import type { IncidentSettings, ShownIncident } from '../../incident-replies.ts';
import { FactFields, readTyped, type TypedFacts, typedOf } from './fact-fields.tsx';
import { LinkFields } from './link-fields.tsx';
import { type DeskAct, readAct, type TypedAct } from './typed-act.ts';

interface ActFormProps {
  readonly mission: string;
  readonly path: string;
  readonly incident: ShownIncident;
  readonly settings: IncidentSettings;
  readonly to: Status | null;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly onDone: () => void;
  readonly stationField: (field: { value: string; onInput: (code: string) => void }) => JSX.Element;
}

const ACTS = ['noted', 'status', 'assigned', 'priority', 'due', 'veracity', 'told', 'merged', 'linked'] as const;

/** What can be done to an incident as it stands. */
function actsOn({ mergedInto, links }: ShownIncident): DeskAct[] {
  const merging = mergedInto === null ? [] : (['unmerged'] as const);
  const unlinking = links.length > 0 ? (['unlinked'] as const) : [];
  return [...ACTS.filter((one) => one !== 'merged' || merging.length === 0), ...merging, ...unlinking];
}

/** One thing that is done to an incident: chosen first, then what it needs. */
export function ActForm(props: ActFormProps) {
  const { t } = useMessages();
  const { isBusy, problem, run } = createRequest();
  const first = props.to === 'assigned' ? 'assigned' : props.to === null ? 'noted' : 'status';
  const [kind, setKind] = createSignal<DeskAct>(first);
  const empty: TypedAct = { value: '', text: '', reason: '', link: 'report' };
  const [typed, setTyped] = createStore<TypedAct>({ ...empty, value: props.to ?? '' });
  const [facts, setFacts] = createStore<TypedFacts>(typedOf(props.incident.facts));
  const [isTried, setIsTried] = createSignal(false);
  const choose = (next: DeskAct) => {
    setKind(next);
    setTyped(empty);
    setFacts(typedOf(props.incident.facts));
    setIsTried(false);
  };
  const act = () => (kind() === 'told' ? readTyped(facts, props.incident.facts) : readAct(kind(), typed));
  const send = async (wanted: object, reason: string | null) => {
    const base = kind() === 'noted' || kind() === 'acknowledged' ? null : props.incident.revision;
    await api.postOnce(`${props.path}/acts`, { id: crypto.randomUUID(), base, act: wanted, reason });
    showToast({ message: t('incidents.done') });
    choose('noted');
    props.onDone();
  };
  const save = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    const wanted = lacksReason() ? null : act();
    if (wanted !== null) void run(() => send(wanted, typed.reason.trim() || null)).then(props.onDone);
  };
  const acknowledge = () => {
    setKind('acknowledged');
    void run(() => send({ kind: 'acknowledged' }, null)).then(props.onDone);
  };
  const asksReason = () =>
    kind() === 'merged' ||
    kind() === 'unmerged' ||
    (kind() === 'status' && typed.value !== '' && needsReason(props.incident.status, typed.value as Status));
  const lacksReason = () => asksReason() && typed.reason.trim() === '';
  return (
    <form class="incident-form" onSubmit={save} novalidate>
      <Show when={isLoud(props.incident)}>
        <Button look="primary" isBusy={isBusy()} onClick={acknowledge}>
          {t('incidents.acknowledge')}
        </Button>
      </Show>
      <SelectField
        label={t('incidents.do')}
        value={kind()}
        choices={actsOn(props.incident).map((one) => ({ value: one, label: t(`incidents.do.${one}`) }))}
        onInput={(next) => choose(next as DeskAct)}
      />
      <Show when={kind() === 'told'} fallback={<ActFields {...props} kind={kind()} typed={typed} onType={setTyped} />}>
        <FactFields {...props} typed={facts} onType={setFacts} />
      </Show>
      <Show when={kind() !== 'noted'}>
        <TextArea
          label={t('incidents.reason')}
          rows={2}
          isOptional={!asksReason()}
          value={typed.reason}
          error={isTried() && lacksReason() ? t('incidents.reason-missing') : undefined}
          onInput={(reason) => setTyped({ reason })}
        />
      </Show>
      <Show when={isTried() && act() === null}>
        <p role="alert">{t('incidents.incomplete')}</p>
      </Show>
      <Show when={problem()}>{(found) => <FaultyState problem={found()} />}</Show>
      <Buttons>
        <Button type="submit" look="primary" isBusy={isBusy()}>
          {t('incidents.save')}
        </Button>
      </Buttons>
    </form>
  );
}

function ActFields(
  props: ActFormProps & {
    readonly kind: DeskAct;
    readonly typed: TypedAct;
    readonly onType: (part: Partial<TypedAct>) => void;
  },
) {
  const { t } = useMessages();
  const select = (label: string, choices: { value: string; label: string }[], emptyLabel?: string) => (
    <SelectField
      label={label}
      value={props.typed.value}
      emptyLabel={emptyLabel ?? t('incidents.choose')}
      choices={choices}
      onInput={(value) => props.onType({ value })}
    />
  );
  const notSet = () => t('incidents.not-set');
  return (
    <Switch>
      <Match when={props.kind === 'noted'}>
        <TextArea
          label={t('incidents.note')}
          rows={3}
          value={props.typed.text}
          onInput={(text) => props.onType({ text })}
        />
      </Match>
      <Match when={props.kind === 'status'}>
        {select(
          t('incidents.status'),
          waysFrom(props.incident.status).map((one) => ({ value: one, label: t(`incidents.status.${one}`) })),
        )}
      </Match>
      <Match when={props.kind === 'assigned'}>
        {select(
          t('incidents.assignee'),
          props.settings.assignees.map(({ id, name }) => ({ value: id, label: name })),
          t('incidents.nobody'),
        )}
      </Match>
      <Match when={props.kind === 'priority'}>
        {select(
          t('incidents.priority'),
          PRIORITIES.map((one) => ({ value: one, label: t(`incidents.priority.${one}`) })),
          notSet(),
        )}
      </Match>
      <Match when={props.kind === 'veracity'}>
        {select(
          t('incidents.veracity'),
          VERACITIES.map((one) => ({ value: one, label: t(`incidents.veracity.${one}`) })),
          notSet(),
        )}
      </Match>
      <Match when={props.kind === 'due'}>
        <TextField
          label={t('incidents.due')}
          hint={t('incidents.due-hint')}
          type="datetime-local"
          width="short"
          value={props.typed.value}
          onInput={(value) => props.onType({ value })}
        />
      </Match>
      <Match when={props.kind === 'merged' || props.kind === 'linked' || props.kind === 'unlinked'}>
        <LinkFields {...props} />
      </Match>
    </Switch>
  );
}
