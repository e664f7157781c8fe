import { createSignal, createUniqueId, For, Show } from 'solid-js';
import type { Fault } from '../../../../kernel/issue.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { Button } from '../../../../platform/ui/parts/actions/button.tsx';
import { TextArea } from '../../../../platform/ui/parts/fields/text-field.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { createRequest } from '../../../../platform/ui/request.ts';
import type { DeviceKind } from '../device.ts';
import { findNameFaults, linesOf, readNames } from '../device-names.ts';
import type { SeveralAdded } from '../device-replies.ts';
import { KindField } from './add-device.tsx';

/** Asks for the names of many devices, and adds them together. */
export function AddSeveral(props: {
  readonly path: string;
  /** Names of the devices that are there and not revoked. */
  readonly taken: readonly string[];
  readonly onAdded: (added: SeveralAdded) => void;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const [names, setNames] = createSignal('');
  const [kind, setKind] = createSignal<DeviceKind>('odk');
  const [faults, setFaults] = createSignal<readonly Fault[]>([]);
  const work = createRequest();
  const id = `names-${createUniqueId()}`;
  const lines = () => linesOf(names());
  const tell = (found: readonly Fault[]) => {
    setFaults(found);
    if (found.length > 0) document.getElementById(id)?.focus();
  };
  const send = async () => {
    props.onAdded(await api.post<SeveralAdded>(`${props.path}/several`, { kind: kind(), names: lines() }));
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    const found = findNameFaults(readNames(lines()), props.taken);
    tell(found);
    if (found.length > 0) return;
    await work.run(send);
    // Somebody else may have added one of them since the list was read.
    tell(work.problem()?.issues ?? []);
  };
  return (
    <form class="devices-form" onSubmit={submit}>
      <Show when={work.problem()}>{(problem) => <ErrorState problem={problem()} />}</Show>
      <TextArea
        id={id}
        label={t('devices.several-names')}
        hint={t('devices.several-hint')}
        rows={10}
        value={names()}
        error={faults().length > 0 ? <Faults faults={faults()} /> : undefined}
        onInput={setNames}
      />
      <KindField value={kind()} onInput={setKind} />
      <div class="buttons">
        <Button type="submit" look="primary" isBusy={work.isBusy()}>
          {t('devices.several-add', { count: readNames(lines()).length })}
        </Button>
        <Button look="quiet" onClick={props.onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </form>
  );
}

function Faults(props: { readonly faults: readonly Fault[] }) {
  const messages = useMessages();
  const word = ({ code, parameters }: Fault) => messages.find(`issues.${code}`, parameters) ?? code;
  return (
    <span class="devices-faults">
      <For each={props.faults}>{(fault) => <span>{word(fault)} </span>}</For>
    </span>
  );
}
