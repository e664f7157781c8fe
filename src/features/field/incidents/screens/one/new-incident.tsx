import { createSignal, type JSX, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { Button, Buttons } from '../../../../../platform/ui/parts/actions/button.tsx';
import { SidePanel } from '../../../../../platform/ui/parts/panel/side-panel.tsx';
import { FaultyState } from '../../../../../platform/ui/parts/states/faulty-state.tsx';
import { createRequest } from '../../../../../platform/ui/request.ts';
import type { IncidentSettings, ShownIncident } from '../../incident-replies.ts';
import { FactFields, readTyped, type TypedFacts, typedOf } from './fact-fields.tsx';
import '../incidents.css';

/** An incident that somebody tells by telephone. */
export function NewIncident(props: {
  readonly mission: string;
  readonly settings: IncidentSettings;
  readonly stationField: (field: { value: string; onInput: (code: string) => void }) => JSX.Element;
  readonly onMade: (incident: string) => void;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const id = crypto.randomUUID();
  const [typed, setTyped] = createStore<TypedFacts>(typedOf({}));
  const [isTried, setIsTried] = createSignal(false);
  const { isBusy, problem, run } = createRequest();
  const facts = () => {
    const read = readTyped(typed, {});
    return typeof read?.told.what === 'string' ? read.told : null;
  };
  const save = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    const given = facts();
    if (given === null) return;
    void run(async () => {
      const path = `/api/missions/${encodeURIComponent(props.mission)}/incidents`;
      const made = await api.postOnce<ShownIncident>(path, { id, facts: given });
      props.onMade(made.id);
    });
  };
  return (
    <SidePanel title={t('incidents.new')} kicker={t('incidents.one')} onClose={props.onClose}>
      <form class="incident-form" onSubmit={save} novalidate>
        <FactFields {...props} typed={typed} onType={setTyped} />
        <Show when={isTried() && facts() === null}>
          <p role="alert">{t('incidents.what-missing')}</p>
        </Show>
        <Show when={problem()}>{(found) => <FaultyState problem={found()} />}</Show>
        <Buttons>
          <Button type="submit" look="primary" isBusy={isBusy()}>
            {t('incidents.enter')}
          </Button>
        </Buttons>
      </form>
    </SidePanel>
  );
}
