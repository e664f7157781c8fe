import { createSignal, For, type JSX, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { SidePanel } from '../../../../../platform/ui/parts/panel/side-panel.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { createRequest } from '../../../../../platform/ui/request.ts';
import type { SheetPhone, SheetRow, TeamPhones } from '../../call-sheet.ts';
import { type PlanWords, StationName } from '../list/visit-table.tsx';
import { type CallDesk, codeOfRow } from './call-desk.ts';

/** Somebody of the call sheet beside it: what is missing, their telephones, and where the call is entered. */
export function CallPanel(props: {
  readonly missionPath: string;
  readonly desk: CallDesk;
  readonly row: SheetRow;
  readonly words: PlanWords;
  /** Where the call is entered; null: the person may not. */
  readonly entry: JSX.Element | null;
  /** The calls that were made to them. */
  readonly calls: JSX.Element;
}) {
  const { t } = useMessages();
  const isForPhones = () => props.desk.live.shown.reply?.mayReadIdentities === true;
  return (
    <SidePanel title={<bdi>{codeOfRow(props.row)}</bdi>} kicker={t('calls.call')} onClose={() => props.desk.open(null)}>
      <div class="plan-call">
        <Show when={props.row.visits.length > 0}>
          <section class="plan-call-part">
            <h3>{t('calls.what')}</h3>
            <ul class="plan-calls">
              <For each={props.row.visits}>
                {(visit) => (
                  <li>
                    {props.words.phase(visit.phase)}: <StationName visit={visit} />
                  </li>
                )}
              </For>
            </ul>
          </section>
        </Show>
        <section class="plan-call-part">
          <h3>{t('calls.phones')}</h3>
          <Show when={isForPhones()} fallback={<p class="plan-aside">{t('calls.phones-hidden')}</p>}>
            <Phones missionPath={props.missionPath} row={props.row} day={props.desk.day() ?? ''} />
          </Show>
        </section>
        {props.entry}
        <section class="plan-call-part">
          <h3>{t('calls.before')}</h3>
          {props.calls}
        </section>
      </div>
    </SidePanel>
  );
}

/** Names and telephones are asked for when somebody wants to see them: each look is noted. */
function Phones(props: { readonly missionPath: string; readonly row: SheetRow; readonly day: string }) {
  const { t } = useMessages();
  const [shown, setShown] = createSignal<TeamPhones | null>(null);
  const { isBusy, problem, run } = createRequest();
  const look = () =>
    void run(async () => {
      setShown(await api.get<TeamPhones>(`${props.missionPath}/call-sheet/phones?${askedOf(props.row, props.day)}`));
    });
  return (
    <>
      <Show when={problem()}>{(found) => <ErrorState problem={found()} onRetry={look} />}</Show>
      <Show
        when={shown()}
        fallback={
          <>
            <p class="plan-aside">{t('calls.phones-noted')}</p>
            <Button data-phones isBusy={isBusy()} hotkey="t" onClick={look}>
              {t('calls.phones-show')}
            </Button>
          </>
        }
      >
        {(found) => (
          <Show when={found().people.length > 0} fallback={<p class="plan-aside">{t('calls.phones-nobody')}</p>}>
            <dl class="plan-phones">
              <For each={found().people}>{(person) => <PersonPhones person={person} />}</For>
            </dl>
          </Show>
        )}
      </Show>
    </>
  );
}

function askedOf({ team, person, visits }: SheetRow, day: string): URLSearchParams {
  const whose = team === null ? { person: person?.id ?? '' } : { team: team.id };
  return new URLSearchParams({ ...whose, day: visits[0]?.day ?? day });
}

function PersonPhones(props: { readonly person: TeamPhones['people'][number] }) {
  const { t } = useMessages();
  return (
    <>
      <dt>
        <bdi>{props.person.name ?? props.person.code}</bdi>
        <Show when={props.person.name !== null}>
          {' '}
          <span class="plan-aside">
            <bdi>{props.person.code}</bdi>
          </span>
        </Show>
      </dt>
      <For each={props.person.phones} fallback={<dd class="plan-aside">{t('calls.phones-none')}</dd>}>
        {(phone) => (
          <dd>
            <PhoneNumber phone={phone} />
          </dd>
        )}
      </For>
    </>
  );
}

function PhoneNumber(props: { readonly phone: SheetPhone }) {
  return (
    <>
      <Show when={props.phone.e164} fallback={<bdi>{props.phone.written}</bdi>}>
        {(number) => <a href={`tel:${number()}`}>{number()}</a>}
      </Show>
      <Show when={props.phone.label}>
        {(label) => (
          <span class="plan-aside">
            {' '}
            <bdi>{label()}</bdi>
          </span>
        )}
      </Show>
    </>
  );
}
