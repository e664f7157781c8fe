import { For, type JSX, Match, Show, Switch } from 'solid-js';
import { parseCalendarDate } from '../../../../kernel/calendar-date.ts';
import type { Field } from '../../../../kernel/field.ts';
import type { Cells } from '../../../../kernel/record.ts';
import { parseWhen } from '../../../../kernel/when.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { LocalText } from '../../../../platform/i18n/local-text.tsx';
import { RecordLink } from '../../../../platform/ui/parts/links/record-link.tsx';
import { StatusMark } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import { Fact, Facts } from '../../../../platform/ui/parts/panel/side-panel.tsx';
import { type KindName, kindNamed } from '../kinds.ts';
import { lacksSource } from '../record-set.ts';
import { choiceLabel, fieldLabel, localizedCells } from './field-words.ts';

/** What a person would call a record that is named by kind and key; null where only the key is known. */
export type LabelOf = (kind: string, key: string) => string | null;

/** All that a record says, field by field; what it does not say is left out. */
export function RecordFacts(props: { readonly kind: KindName; readonly cells: Cells; readonly labelOf: LabelOf }) {
  const messages = useMessages();
  const filled = () =>
    Object.entries(kindNamed(props.kind).fields).filter(([name, field]) => isFilled(name, field, props.cells));
  return (
    <Facts>
      <For each={filled()}>
        {([name, field]) => (
          <Fact term={fieldLabel(messages, props.kind, name)}>
            <CellValue name={name} field={field} cells={props.cells} labelOf={props.labelOf} />
          </Fact>
        )}
      </For>
    </Facts>
  );
}

function isFilled(name: string, field: Field<unknown>, cells: Cells): boolean {
  if (field.type === 'localized') return Object.keys(localizedCells(cells, name)).length > 0;
  return (cells[name] ?? '') !== '';
}

const MARKED_BASES = ['gap', 'memory', 'to-verify'] as const;

interface CellProps {
  readonly name: string;
  readonly field: Field<unknown>;
  readonly cells: Cells;
  readonly labelOf: LabelOf;
}

/** What one field of a record holds, as its type wants it shown. */
function CellValue(props: CellProps) {
  const messages = useMessages();
  const cell = () => props.cells[props.name] ?? '';
  const marked = () => (props.name === 'basis' ? MARKED_BASES.find((basis) => basis === cell()) : undefined);
  return (
    <Switch fallback={<bdi>{cell()}</bdi>}>
      <Match when={props.field.type === 'localized'}>
        <AllLanguages texts={localizedCells(props.cells, props.name)} />
      </Match>
      <Match when={props.field.type === 'reference'}>
        <References to={props.field.to ?? ''} keys={cell().split('|')} labelOf={props.labelOf} />
      </Match>
      <Match when={props.name === 'basis' && lacksSource(props.cells)}>
        <StatusMark status="gap">{messages.t('desk.no-source')}</StatusMark>
      </Match>
      <Match when={marked()}>{(basis) => <StatusMark status={basis()} />}</Match>
      <Match when={props.field.type === 'choice'}>{choiceLabel(messages, props.name, cell())}</Match>
      <Match when={props.field.type === 'date' || props.field.type === 'when'}>{dateWords(messages, cell())}</Match>
      <Match when={props.field.type === 'url'}>
        <a href={cell()} rel="external noreferrer" target="_blank">
          {cell()}
        </a>
      </Match>
      <Match when={props.field.type === 'paragraph'}>
        <p class="paragraph">{cell()}</p>
      </Match>
      <Match when={props.field.many}>{cell().split('|').join(', ')}</Match>
    </Switch>
  );
}

function dateWords(messages: ReturnType<typeof useMessages>, cell: string): string {
  const date = parseCalendarDate(cell);
  if (date !== null) return messages.formatDate(date);
  const when = parseWhen(cell);
  return when === null ? cell : messages.formatWhen(when);
}

/** A text in the reader's language first, its other languages after it. */
function AllLanguages(props: { readonly texts: Readonly<Record<string, string>> }): JSX.Element {
  const messages = useMessages();
  const others = () => {
    const shown = messages.localized(props.texts)?.language;
    return Object.entries(props.texts).filter(([tag]) => tag !== shown);
  };
  return (
    <>
      <LocalText text={props.texts} />
      <For each={others()}>
        {([tag, text]) => (
          <p class="other-language" lang={tag} dir="auto">
            <span class="language-tag" lang="en">
              {tag}
            </span>{' '}
            <bdi>{text}</bdi>
          </p>
        )}
      </For>
    </>
  );
}

function References(props: { readonly to: string; readonly keys: readonly string[]; readonly labelOf: LabelOf }) {
  return (
    <span class="references">
      <For each={props.keys}>
        {(key, index) => (
          <>
            <Show when={index() > 0}>, </Show>
            <RecordLink kind={props.to} key={key}>
              {props.labelOf(props.to, key) ?? key}
            </RecordLink>
          </>
        )}
      </For>
    </span>
  );
}
