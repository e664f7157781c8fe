import { createEffect, createMemo, createSignal, createUniqueId, For, on, Show } from 'solid-js';
import type { Fault } from '../../../../../kernel/issue.ts';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Field } from '../../../../../platform/ui/parts/fields/field.tsx';
import { RuleFaults } from '../check-words.tsx';
import { completeName, type RuleName } from './complete-name.ts';

/** A rule as it is typed: names are offered within `${`, and what is wrong stands below with its place. */
export function RuleField(props: {
  readonly value: string;
  readonly onInput: (rule: string) => void;
  /** What is wrong with the rule as it was sent. */
  readonly faulty: { readonly rule: string; readonly faults: readonly Fault[] } | null;
  readonly error: string | undefined;
  readonly names: readonly RuleName[];
}) {
  const { t } = useMessages();
  const list = createUniqueId();
  let area: HTMLTextAreaElement | undefined;
  const offer = createOffer(props, () => area);
  const insert = (written: string) => {
    const at = area?.selectionStart ?? props.value.length;
    offer.put({ from: at, to: area?.selectionEnd ?? at, written });
  };
  const goTo = (at: number) => {
    area?.focus();
    area?.setSelectionRange(at, at);
  };
  const hasFaults = () => (props.faulty?.faults.length ?? 0) > 0;
  createEffect(() => hasFaults() && area?.focus());
  return (
    <div class="check-rule-field">
      <Field
        label={t('checks.rule')}
        hint={t('checks.rule-hint')}
        error={props.error ?? (hasFaults() ? t('checks.rule-wrong', { count: props.faulty?.faults.length ?? 0 }) : '')}
        control={(attributes) => (
          <textarea
            {...attributes}
            ref={area}
            class="control check-rule-control"
            rows={3}
            spellcheck={false}
            dir="ltr"
            role="combobox"
            aria-expanded={offer.found() !== null}
            aria-controls={list}
            aria-autocomplete="list"
            aria-activedescendant={offer.found() === null ? undefined : `${list}-${offer.chosen()}`}
            value={props.value}
            onInput={(event) => {
              props.onInput(event.currentTarget.value);
              offer.look();
            }}
            onClick={offer.look}
            onKeyUp={(event) => event.key.startsWith('Arrow') && offer.look(event.key)}
            onKeyDown={offer.onKey}
            onBlur={offer.close}
          />
        )}
      />
      <OfferedNames id={list} offer={offer} />
      <Show when={props.faulty}>
        {(faulty) => (
          <RuleFaults
            rule={faulty().rule}
            faults={faulty().faults}
            onPlace={faulty().rule === props.value ? goTo : undefined}
          />
        )}
      </Show>
      <NameList names={props.names} onInsert={insert} />
    </div>
  );
}

/** What is offered where somebody types, and the keys that choose of it. */
function createOffer(
  props: { readonly value: string; readonly names: readonly RuleName[]; readonly onInput: (rule: string) => void },
  area: () => HTMLTextAreaElement | undefined,
) {
  const [caret, setCaret] = createSignal<number | null>(null);
  const [chosen, setChosen] = createSignal(0);
  const found = createMemo(() => {
    const at = caret();
    return at === null ? null : completeName(props.value, at, props.names);
  });
  createEffect(on(found, () => setChosen(0), { defer: true }));
  const close = () => setCaret(null);
  // Up and down choose of what is offered, and leave the place alone.
  const look = (key?: unknown) => {
    if ((key === 'ArrowUp' || key === 'ArrowDown') && found() !== null) return;
    setCaret(area()?.selectionEnd ?? null);
  };
  const put = ({ from, to, written }: { readonly from: number; readonly to: number; readonly written: string }) => {
    const at = from + written.length;
    props.onInput(`${props.value.slice(0, from)}${written}${props.value.slice(to)}`);
    close();
    area()?.focus();
    area()?.setSelectionRange(at, at);
  };
  const take = (place: number) => {
    const offered = found();
    const name = offered?.names[place];
    if (offered !== null && name !== undefined) put({ ...offered, written: name.written });
  };
  const step = (by: number) => setChosen((at) => at + by);
  const onKey = keysOf({ chosen, count: () => found()?.names.length ?? 0, step, take, close });
  return { found, chosen, look: (key?: unknown) => look(key), put, take, close, onKey };
}

/** What the keys do while something is offered. */
function keysOf(offer: {
  readonly chosen: () => number;
  readonly count: () => number;
  readonly step: (by: number) => void;
  readonly take: (place: number) => void;
  readonly close: () => void;
}): (event: KeyboardEvent) => void {
  const { chosen, count, step } = offer;
  const acts: Readonly<Record<string, () => void>> = {
    ArrowDown: () => step(chosen() + 1 < count() ? 1 : -chosen()),
    ArrowUp: () => step(chosen() > 0 ? -1 : count() - 1),
    Enter: () => offer.take(chosen()),
    Tab: () => offer.take(chosen()),
    Escape: offer.close,
  };
  return (event) => {
    const act = acts[event.key];
    if (count() === 0 || act === undefined || event.shiftKey) return;
    event.preventDefault();
    act();
  };
}

function OfferedNames(props: { readonly id: string; readonly offer: ReturnType<typeof createOffer> }) {
  const { t } = useMessages();
  return (
    <div class="check-offer" id={props.id} role="listbox" aria-label={t('checks.names')} hidden={!props.offer.found()}>
      <For each={props.offer.found()?.names ?? []}>
        {(name, at) => (
          // The keys are those of the field, which keeps the focus.
          <div
            id={`${props.id}-${at()}`}
            role="option"
            tabIndex={-1}
            aria-selected={props.offer.chosen() === at()}
            onMouseDown={(event) => {
              event.preventDefault();
              props.offer.take(at());
            }}
          >
            <code>{name.written}</code> <bdi>{name.words}</bdi>
          </div>
        )}
      </For>
    </div>
  );
}

/** All names, for whoever does not know how a question is called. */
function NameList(props: { readonly names: readonly RuleName[]; readonly onInsert: (written: string) => void }) {
  const { t } = useMessages();
  return (
    <Show when={props.names.length > 0}>
      <details class="check-names">
        <summary>{t('checks.names-count', { count: props.names.length })}</summary>
        <ul>
          <For each={props.names}>
            {(name) => (
              <li>
                <button type="button" class="check-place" onClick={() => props.onInsert(name.written)}>
                  <code>{name.written}</code>
                </button>{' '}
                <bdi>{name.words}</bdi>
              </li>
            )}
          </For>
        </ul>
      </details>
    </Show>
  );
}
