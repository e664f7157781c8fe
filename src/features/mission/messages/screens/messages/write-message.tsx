import { createSignal, For, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { LANGUAGES } from '../../../../../platform/i18n/languages.ts';
import { api } from '../../../../../platform/ui/api.ts';
import { Button, Buttons } from '../../../../../platform/ui/parts/actions/button.tsx';
import { showToast } from '../../../../../platform/ui/parts/actions/toast.tsx';
import { RadioField, SelectField } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { focusFirstFault } from '../../../../../platform/ui/parts/fields/field.tsx';
import { TextArea, TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { SidePanel } from '../../../../../platform/ui/parts/panel/side-panel.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { createRequest } from '../../../../../platform/ui/request.ts';
import type { Named } from '../../call.ts';
import { LONGEST_TEXT, type OpenedMessage } from '../../message.ts';
import { type MessageDesk, parseCodes } from './message-desk.ts';
import './messages.css';

const KINDS = ['visits', 'teams', 'people', 'area', 'all'] as const;
type Kind = (typeof KINDS)[number];
const STATUSES = ['missing', 'pending', 'partial', 'unreachable', 'not-open', 'refused-entry'] as const;

interface Typed {
  readonly kind: Kind;
  readonly codes: string;
  /** Of an area, or of visits there alone. */
  readonly area: string;
  readonly day: string;
  readonly phase: string;
  readonly status: string;
  /** What else narrowed the list of visits that one comes from: `{ team: '…' }`. */
  readonly narrowed: Readonly<Record<string, string>>;
  readonly texts: Readonly<Record<string, string>>;
}

interface Addressee {
  readonly team: Named | null;
  readonly person: Named | null;
  readonly device: Named | null;
}

/** Whom it goes to, as it was looked at. */
interface Looked {
  readonly body: Readonly<Record<string, unknown>>;
  readonly addressees: readonly Addressee[];
}

/** What of a list of visits is carried on as it is. */
const NARROWED = ['team', 'sample', 'form', 'station'] as const;
/** What of the address a message is begun with, taken off. */
const BEGUN = {
  ...{ new: null, to: null, day: null, phase: null, status: null, area: null },
  ...Object.fromEntries(NARROWED.map((name) => [name, null])),
};

/** What is typed is wrong: which codes nobody has. */
class UnknownCodes extends Error {}

/** Writes a message: first for whom and what, then one sees whom it goes to, and sends it. */
export function WriteMessage(props: { readonly desk: MessageDesk }) {
  const { t } = useMessages();
  const { query, setQuery } = props.desk;
  const [typed, setTyped] = createStore<Typed>(blankOf(query));
  const [looked, setLooked] = createSignal<Looked | null>(null);
  const [isTried, setIsTried] = createSignal(false);
  const [unknown, setUnknown] = createSignal('');
  const { isBusy, problem, run } = createRequest();
  // The same for as long as it is open: sent again, it is one message.
  const id = crypto.randomUUID();
  const type = (part: Partial<Typed>) => {
    setTyped(part);
    setLooked(null);
    setUnknown('');
  };
  const faults = () => (isTried() ? faultsOf(typed) : {});
  const close = () => setQuery(BEGUN);
  const look = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    if (Object.keys(faultsOf(typed)).length > 0) return focusFirstFault(event);
    void run(async () => {
      const body = await chosenBy(props.desk.missionPath(), typed).catch((error: unknown) => {
        if (!(error instanceof UnknownCodes)) throw error;
        setUnknown(error.message);
        return null;
      });
      if (body === null) return focusFirstFault(event);
      const addressees = await api.post<Addressee[]>(`${props.desk.missionPath()}/messages/addressees`, body);
      setLooked({ body, addressees });
    });
  };
  const send = (found: Looked) =>
    void run(async () => {
      const audience = { kind: typed.kind, asked: askedOf(typed) };
      const sent = { id, texts: textsOf(typed), audience, ...found.body };
      await api.postOnce<OpenedMessage>(`${props.desk.missionPath()}/messages`, sent);
      showToast({ message: t('messages.done') });
      props.desk.refresh();
      setQuery({ ...BEGUN, message: id });
    });
  return (
    <SidePanel title={t('messages.write')} onClose={close}>
      <form class="messages-form" onSubmit={look} novalidate>
        <Show when={problem()}>{(found) => <ErrorState problem={found()} />}</Show>
        <AudienceFields typed={typed} onType={type} fault={faults().codes} unknown={unknown()} />
        <TextFields typed={typed} onType={type} fault={faults().texts} />
        <Show
          when={looked()}
          fallback={
            <Buttons>
              <Button type="submit" look="primary" isBusy={isBusy()}>
                {t('messages.look')}
              </Button>
            </Buttons>
          }
        >
          {(found) => <Sending addressees={found().addressees} isBusy={isBusy()} onSend={() => send(found())} />}
        </Show>
      </form>
    </SidePanel>
  );
}

function blankOf(query: Readonly<Record<string, string | undefined>>): Typed {
  const kind = KINDS.find((one) => one === query.to) ?? 'teams';
  const { day = '', phase = '', status = 'missing', area = '' } = query;
  const narrowed = Object.fromEntries(NARROWED.map((name) => [name, query[name] ?? '']));
  return { kind, codes: '', area, day, phase, status, narrowed, texts: {} };
}

function textsOf({ texts }: Typed): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ''));
}

function faultsOf(typed: Typed): { codes?: 'missing'; texts?: 'missing' | 'long' } {
  const isCoded = typed.kind === 'teams' || typed.kind === 'people';
  const texts = Object.values(textsOf(typed));
  const fault = texts.length === 0 ? 'missing' : texts.some((text) => text.length > LONGEST_TEXT) ? 'long' : null;
  const isBare =
    (isCoded && parseCodes(typed.codes).length === 0) ||
    (typed.kind === 'area' && typed.area.trim() === '') ||
    (typed.kind === 'visits' && typed.day === '');
  return { ...(isBare ? { codes: 'missing' as const } : {}), ...(fault === null ? {} : { texts: fault }) };
}

function askedOf({ kind, area, ...visits }: Typed): Record<string, string> {
  if (kind === 'area') return { area: area.trim() };
  if (kind !== 'visits') return {};
  const { day, status, phase, narrowed } = visits;
  const asked = Object.entries({ day, status, phase, area: area.trim(), ...narrowed });
  return Object.fromEntries(asked.filter(([, value]) => value !== ''));
}

/** Whom the server is to send it to: teams of visits are those of this moment. */
async function chosenBy(missionPath: string, typed: Typed): Promise<Readonly<Record<string, unknown>>> {
  const { kind } = typed;
  if (kind === 'all') return { all: true };
  if (kind === 'area') return { area: typed.area.trim() };
  if (kind === 'visits') {
    const teams = await api.get<Named[]>(`${missionPath}/visits/teams?${new URLSearchParams(askedOf(typed))}`);
    return { teams: teams.map(({ id }) => id) };
  }
  return { [kind]: await findCodes(missionPath, kind, parseCodes(typed.codes)) };
}

async function findCodes(missionPath: string, kind: 'teams' | 'people', codes: readonly string[]): Promise<string[]> {
  const known =
    kind === 'teams'
      ? await api.get<Named[]>(`${missionPath}/teams`)
      : (await Promise.all(codes.map((code) => findPeople(missionPath, code)))).flat();
  const ids = new Map(known.map(({ id, code }) => [code.toLowerCase(), id]));
  const missing = codes.filter((code) => !ids.has(code.toLowerCase()));
  if (missing.length > 0) throw new UnknownCodes(missing.join(', '));
  return codes.flatMap((code) => ids.get(code.toLowerCase()) ?? []);
}

async function findPeople(missionPath: string, code: string): Promise<readonly Named[]> {
  const { people } = await api.get<{ people: Named[] }>(
    `${missionPath}/people?${new URLSearchParams({ search: code })}`,
  );
  return people;
}

function AudienceFields(props: {
  readonly typed: Typed;
  readonly onType: (part: Partial<Typed>) => void;
  readonly fault: 'missing' | undefined;
  readonly unknown: string;
}) {
  const { t } = useMessages();
  const fault = () => {
    if (props.unknown !== '') return t('messages.codes-unknown', { codes: props.unknown });
    return props.fault === undefined ? undefined : t('messages.codes-missing');
  };
  return (
    <>
      <RadioField
        label={t('messages.for-whom')}
        name="kind"
        value={props.typed.kind}
        choices={KINDS.map((kind) => ({ value: kind, label: t(`messages.kind.${kind}`) }))}
        onInput={(kind) => props.onType({ kind: kind as Kind })}
      />
      <Show when={props.typed.kind === 'teams' || props.typed.kind === 'people'}>
        <TextField
          label={t('messages.codes')}
          width="full"
          value={props.typed.codes}
          error={fault()}
          onInput={(codes) => props.onType({ codes })}
        />
      </Show>
      <Show when={props.typed.kind === 'area'}>
        <TextField
          label={t('messages.area')}
          value={props.typed.area}
          error={fault()}
          onInput={(area) => props.onType({ area })}
        />
      </Show>
      <Show when={props.typed.kind === 'visits'}>
        <VisitFields typed={props.typed} onType={props.onType} fault={fault()} />
      </Show>
    </>
  );
}

function VisitFields(props: {
  readonly typed: Typed;
  readonly onType: (part: Partial<Typed>) => void;
  readonly fault: string | undefined;
}) {
  const { t } = useMessages();
  return (
    <>
      <TextField
        type="date"
        width="short"
        label={t('messages.day')}
        value={props.typed.day}
        error={props.fault}
        onInput={(day) => props.onType({ day })}
      />
      <SelectField
        label={t('messages.status')}
        value={props.typed.status}
        choices={STATUSES.map((one) => ({ value: one, label: t(`plan.status.${one}`) }))}
        onInput={(status) => props.onType({ status })}
      />
      <TextField
        label={t('messages.phase')}
        hint={t('messages.phase-hint')}
        isOptional
        width="short"
        value={props.typed.phase}
        onInput={(phase) => props.onType({ phase: phase.trim() })}
      />
      <TextField
        label={t('messages.area')}
        isOptional
        value={props.typed.area}
        onInput={(area) => props.onType({ area })}
      />
    </>
  );
}

function TextFields(props: {
  readonly typed: Typed;
  readonly onType: (part: Partial<Typed>) => void;
  readonly fault: 'missing' | 'long' | undefined;
}) {
  const { t } = useMessages();
  const fault = () =>
    props.fault === undefined ? undefined : t(`messages.text-${props.fault}`, { most: LONGEST_TEXT });
  return (
    <>
      <p class="messages-aside">{t('messages.names-warn')}</p>
      <For each={LANGUAGES}>
        {(language, at) => (
          <TextArea
            label={t('messages.text-in', { language: t(`messages.language.${language}`) })}
            isOptional
            lang={language}
            value={props.typed.texts[language] ?? ''}
            error={at() === 0 ? fault() : undefined}
            onInput={(text) => props.onType({ texts: { ...props.typed.texts, [language]: text } })}
          />
        )}
      </For>
    </>
  );
}

/** Whom it goes to, before it goes. */
function Sending(props: {
  readonly addressees: readonly Addressee[];
  readonly isBusy: boolean;
  readonly onSend: () => void;
}) {
  const { t } = useMessages();
  const names = () => [
    ...new Set(props.addressees.map(({ team, person, device }) => (team ?? person ?? device)?.code ?? '')),
  ];
  const without = () => props.addressees.filter(({ device }) => device === null).length;
  return (
    <section class="messages" role="status">
      <h3>{t('messages.goes-to', { count: names().length })}</h3>
      <p class="messages-names">
        <bdi>{names().join(', ')}</bdi>
      </p>
      <Show when={without() > 0}>
        <p>{t('messages.goes-without', { count: without() })}</p>
      </Show>
      <Buttons>
        <Button look="primary" isBusy={props.isBusy} disabled={names().length === 0} onClick={() => props.onSend()}>
          {t('messages.send')}
        </Button>
      </Buttons>
    </section>
  );
}
