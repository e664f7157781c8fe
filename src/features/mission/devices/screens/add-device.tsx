import { createSignal, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { Button } from '../../../../platform/ui/parts/actions/button.tsx';
import { RadioField } from '../../../../platform/ui/parts/fields/choice-field.tsx';
import { TextField } from '../../../../platform/ui/parts/fields/text-field.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { createRequest } from '../../../../platform/ui/request.ts';
import { DEVICE_KINDS, type DeviceKind, isLogin } from '../device.ts';
import type { DeviceSecrets } from '../device-replies.ts';

/** Asks for what a new device needs, and adds it. */
export function AddDevice(props: {
  readonly path: string;
  readonly onAdded: (secrets: DeviceSecrets) => void;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const [typed, setTyped] = createStore<{ name: string; kind: DeviceKind; login: string }>({
    name: '',
    kind: 'odk',
    login: '',
  });
  const [isTried, setIsTried] = createSignal(false);
  const work = createRequest();
  const login = () => (typed.kind === 'odk' && typed.login.trim() !== '' ? typed.login.trim() : null);
  const nameFault = () => (isTried() && typed.name.trim() === '' ? t('devices.name-missing') : undefined);
  const loginFault = () => {
    const said = login();
    return isTried() && said !== null && !isLogin(said) ? t('devices.login-wrong') : undefined;
  };
  const send = async () => {
    const body = { id: crypto.randomUUID(), name: typed.name.trim(), kind: typed.kind, login: login() };
    props.onAdded(await api.post<DeviceSecrets>(props.path, body));
  };
  const submit = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    if (nameFault() === undefined && loginFault() === undefined) void work.run(send);
  };
  return (
    <form class="devices-form" onSubmit={submit}>
      <Show when={work.problem()}>{(problem) => <ErrorState problem={problem()} />}</Show>
      <TextField
        label={t('devices.name')}
        hint={t('devices.name-hint')}
        isFocusedFirst
        value={typed.name}
        error={nameFault()}
        onInput={(name) => setTyped('name', name)}
      />
      <KindField value={typed.kind} onInput={(kind) => setTyped('kind', kind)} />
      <Show when={typed.kind === 'odk'}>
        <TextField
          label={t('devices.login')}
          hint={t('devices.login-hint')}
          isOptional
          value={typed.login}
          error={loginFault()}
          onInput={(said) => setTyped('login', said)}
        />
      </Show>
      <div class="buttons">
        <Button type="submit" look="primary" isBusy={work.isBusy()}>
          {t('devices.add')}
        </Button>
        <Button look="quiet" onClick={props.onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </form>
  );
}

/** Which kind a device is, or all of a list. */
export function KindField(props: { readonly value: DeviceKind; readonly onInput: (kind: DeviceKind) => void }) {
  const { t } = useMessages();
  const choices = () =>
    DEVICE_KINDS.map((kind) => ({
      value: kind,
      label: `${t(`devices.kind.${kind}`)} – ${t(`devices.kind-hint.${kind}`)}`,
    }));
  const choose = (value: string) => {
    const kind = DEVICE_KINDS.find((known) => known === value);
    if (kind !== undefined) props.onInput(kind);
  };
  return <RadioField label={t('devices.kind')} value={props.value} onInput={choose} choices={choices()} />;
}
