import { createEffect, createResource, createSignal, For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { formatMoment } from '../../../../../platform/ui/moment.ts';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { SelectField } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { TextArea } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { createRequest } from '../../../../../platform/ui/request.ts';
import type { DeviceHolder, HeldDevice } from '../../people-replies.ts';
import type { PeopleDesk } from '../people-desk.ts';
import { FormProblem } from './form-problem.tsx';
import { FormEnd, Opening, PanelPart } from './panel-part.tsx';

/** A device as its holder's panel shows it: `team` is the code of the team by which a person has it. */
type ShownDevice = Omit<HeldDevice, 'team'> & { readonly team?: string | null };
/** Whose panel it is. */
export type Holder = { readonly team: string } | { readonly person: string };

/** Which devices somebody has, or a team; to give and to take back. */
export function DevicesPart(props: {
  readonly desk: PeopleDesk;
  readonly holder: Holder;
  readonly devices: readonly ShownDevice[];
  readonly mayGet: boolean;
}) {
  const messages = useMessages();
  const { t } = messages;
  return (
    <PanelPart title={t('people.devices')}>
      <Show when={props.devices.length > 0} fallback={<p class="people-aside">{t('people.devices-none')}</p>}>
        <ul class="people-plain">
          <For each={props.devices}>
            {(device) => (
              <li>
                <bdi>{device.name}</bdi> <code>{device.pseudonym}</code>{' '}
                <span class="people-aside">
                  {device.team
                    ? t('people.device-by-team', { team: device.team })
                    : t('people.device-since', { time: formatMoment(messages, device.since) })}
                </span>
                <Show when={props.desk.canEdit() && !device.team}>
                  <TakeBack desk={props.desk} device={device} />
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={props.mayGet && props.desk.canEdit()}>
        <Opening label={t('people.device-give')}>
          {(close) => <GiveForm desk={props.desk} holder={props.holder} onClose={close} />}
        </Opening>
      </Show>
    </PanelPart>
  );
}

function TakeBack(props: { readonly desk: PeopleDesk; readonly device: ShownDevice }) {
  const { t } = useMessages();
  const { isBusy, problem, run } = createRequest();
  const take = () =>
    void run(async () => {
      const path = props.desk.path();
      const holders = await api.get<DeviceHolder[]>(`${path}/device-holders`);
      const base = holders.find(({ device }) => device === props.device.id)?.id ?? null;
      const body = { id: crypto.randomUUID(), holder: null, base, reason: null };
      await api.put(`${path}/devices/${props.device.id}/holder`, body);
      props.desk.changed();
    });
  return (
    <>
      {' '}
      <Button
        look="quiet"
        isBusy={isBusy()}
        aria-label={t('people.device-take-of', { name: props.device.name })}
        onClick={take}
      >
        {t('people.device-take')}
      </Button>
      <FormProblem problem={problem()} />
    </>
  );
}

/** Asks which device, saying who has it now, and gives it. */
function GiveForm(props: { readonly desk: PeopleDesk; readonly holder: Holder; readonly onClose: () => void }) {
  const { t } = useMessages();
  const address = () => `${props.desk.path()}/device-holders`;
  const [holders, { refetch }] = createResource(address, (path) => api.get<DeviceHolder[]>(path));
  const [chosen, setChosen] = createSignal('');
  const [reason, setReason] = createSignal('');
  const [isTried, setIsTried] = createSignal(false);
  const { isBusy, problem, run } = createRequest();
  const id = crypto.randomUUID();
  const free = () =>
    (holders.error === undefined ? (holders.latest ?? []) : []).filter((one) => !isOut(one, props.holder));
  const wordOf = ({ deviceName, team, person }: DeviceHolder) => {
    const code = team?.code ?? person?.code;
    return code === undefined ? deviceName : t('people.device-held', { name: deviceName, code });
  };
  createEffect(() => problem()?.code === 'changed-meanwhile' && void refetch());
  const submit = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    const device = free().find((one) => one.device === chosen());
    if (device === undefined) return;
    void run(async () => {
      const body = { id, holder: props.holder, base: device.id, reason: reason().trim() || null };
      await api.put(`${props.desk.path()}/devices/${device.device}/holder`, body);
      props.onClose();
      props.desk.changed();
    });
  };
  return (
    <Show when={holders.error === undefined} fallback={<ErrorState problem={holders.error} onRetry={refetch} />}>
      <form class="people-form" onSubmit={submit} novalidate>
        <FormProblem problem={problem()} />
        <SelectField
          label={t('people.device')}
          hint={free().length === 0 && !holders.loading ? t('people.device-none-free') : undefined}
          emptyLabel={t('people.device-choose')}
          value={chosen()}
          error={isTried() && chosen() === '' ? t('people.device-missing') : undefined}
          choices={free().map((one) => ({ value: one.device, label: wordOf(one) }))}
          onInput={setChosen}
        />
        <TextArea label={t('people.reason')} isOptional rows={2} value={reason()} onInput={setReason} />
        <FormEnd label={t('people.device-give')} isBusy={isBusy()} onClose={props.onClose} />
      </form>
    </Show>
  );
}

/** Whether a device cannot be given: it reports no more, or it is theirs already. */
function isOut({ isRevoked, team, person }: DeviceHolder, holder: Holder): boolean {
  return isRevoked || ('team' in holder ? team?.id === holder.team : person?.id === holder.person);
}
