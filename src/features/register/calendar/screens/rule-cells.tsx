import { For, type JSX, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { LocalText } from '../../../../platform/i18n/local-text.tsx';
import { RecordLink } from '../../../../platform/ui/parts/links/record-link.tsx';
import { SourceMarks } from '../../../../platform/ui/parts/links/source-marks.tsx';
import { StatusMark } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import { Fact, Facts } from '../../../../platform/ui/parts/panel/side-panel.tsx';
import type { CalendarEntry } from '../entry.ts';
import type { CalendarRule } from '../rule.ts';
import { nameOfCandidate } from '../words/explain.ts';
import type { CalendarFile } from './calendar-file.ts';
import { DoneWords, ExplanationSteps, titleOf } from './entry-words.tsx';
import type { Room } from './room.ts';

/** What is to be done, as a link to the rule, with a button that shows how the date came about. */
export function RuleCell(props: {
  readonly entry: CalendarEntry;
  readonly file: CalendarFile;
  readonly isOpen: boolean;
  /** What has no column of its own is shown under the explanation. */
  readonly room: Room;
  readonly onToggle: () => void;
  /** What stands under the title. */
  readonly children?: JSX.Element;
}) {
  const messages = useMessages();
  const id = () => `why-${props.entry.id}`;
  return (
    <div class="calendar-rule">
      <button
        type="button"
        class="calendar-why"
        aria-expanded={props.isOpen}
        aria-controls={props.isOpen ? id() : undefined}
        aria-label={messages.t('calendar.explain.toggle', { title: titleOf(props.entry, props.file, messages) })}
        onClick={() => props.onToggle()}
      >
        <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
          <path d="M4 2.5 8 6 4 9.5" />
        </svg>
      </button>
      <div class="calendar-what">
        <RecordLink kind="calendar-rule" key={props.entry.rule.key}>
          <LocalText text={props.entry.rule.title} fallback={props.entry.rule.key} />
        </RecordLink>
        <Show when={props.entry.candidate}>
          {(candidate) => <span class="calendar-faint"> {nameOfCandidate(candidate(), props.file, messages)}</span>}
        </Show>
        {props.children}
      </div>
      <Show when={props.isOpen}>
        <div class="calendar-because" id={id()}>
          <ExplanationSteps entry={props.entry} records={props.file} />
          <Show when={props.room !== 'wide'}>
            <RestOfRule entry={props.entry} file={props.file} isDated={props.room === 'medium'} />
          </Show>
        </div>
      </Show>
    </div>
  );
}

function RestOfRule(props: {
  readonly entry: CalendarEntry;
  readonly file: CalendarFile;
  /** Whether when it was done is seen elsewhere. */
  readonly isDated: boolean;
}) {
  const { t } = useMessages();
  return (
    <Facts>
      <Show when={!props.isDated}>
        <Fact term={t('calendar.column.done')}>
          <DoneWords entry={props.entry} />
        </Fact>
      </Show>
      <Fact term={t('calendar.column.actor')}>
        <ActorNames rule={props.entry.rule} file={props.file} />
      </Fact>
      <Fact term={t('calendar.column.provision')}>
        <ProvisionMarks rule={props.entry.rule} file={props.file} />
      </Fact>
      <Show when={props.entry.rule.confidence !== null || weaknessOf(props.entry.rule) !== null}>
        <Fact term={t('calendar.column.confidence')}>
          <Certainty rule={props.entry.rule} />
        </Fact>
      </Show>
    </Facts>
  );
}

/** Who has to act; nobody named means anybody. */
export function ActorNames(props: { readonly rule: CalendarRule; readonly file: CalendarFile }) {
  const { t } = useMessages();
  const nameOf = (key: string) => props.file.actor.find((actor) => actor.key === key)?.name ?? {};
  return (
    <Show when={props.rule.actors.length > 0} fallback={<span class="calendar-faint">{t('calendar.anybody')}</span>}>
      <For each={props.rule.actors}>
        {(key, index) => (
          <>
            {index() > 0 ? ', ' : ''}
            <LocalText text={nameOf(key)} fallback={key} />
          </>
        )}
      </For>
    </Show>
  );
}

/** The provisions that set the rule, by article, and its sources. */
export function ProvisionMarks(props: { readonly rule: CalendarRule; readonly file: CalendarFile }) {
  const articleOf = (key: string) => props.file.provision.find((provision) => provision.key === key)?.provision ?? key;
  return (
    <span class="calendar-provisions">
      <For each={props.rule.provisions}>
        {(key) => (
          <>
            <RecordLink kind="provision" key={key}>
              {articleOf(key)}
            </RecordLink>{' '}
          </>
        )}
      </For>
      <SourceMarks sources={props.rule.sources} />
    </span>
  );
}

/** How sure the rule is, and a mark where it rests on less than a source. */
export function Certainty(props: { readonly rule: CalendarRule }) {
  const { t } = useMessages();
  return (
    <span class="calendar-certainty">
      <Show when={props.rule.confidence}>{(confidence) => <>{t(`fields.choice.confidence.${confidence()}`)}</>}</Show>
      <Show when={weaknessOf(props.rule)}>{(basis) => <StatusMark status={basis()} />}</Show>
    </span>
  );
}

/** What the rule rests on, where that is less than a source. */
function weaknessOf({ basis }: CalendarRule) {
  return basis === 'sourced' || basis === 'derived' ? null : basis;
}
