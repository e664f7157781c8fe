import { createMemo, For, Show } from 'solid-js';
import type { When } from '../../../kernel/when.ts';
import { useMessages } from '../../i18n/language-provider.tsx';
import type { RecordName } from '../parts/links/record-address.ts';
import { RecordLink } from '../parts/links/record-link.tsx';
import './styles/steps.css';

/** A station on somebody's way. */
export interface TrackStep {
  readonly id: string;
  readonly label: string;
  /** Null where the sources do not say. */
  readonly when: When | null;
  /** `reached`: it happened; `ended`: the way ended here, by refusal or withdrawal; `open`: not reached, or not yet. */
  readonly tone: 'reached' | 'ended' | 'open';
  readonly note?: string | undefined;
  readonly record?: RecordName | undefined;
}

/**
 * Somebody's way as stations on a track, in their order, from left to right, or downwards where it is narrow. A filled
 * station has a day that is known, a hollow one a day that is known only within bounds, a broken one none. Without a
 * frame of its own, so that many can stand below each other; its list is its table.
 */
export function StepTrack(props: {
  /** Whose way it is, for screen readers. */
  readonly label: string;
  readonly steps: readonly TrackStep[];
}) {
  const steps = createMemo(() => props.steps);
  return (
    <ol class="track" aria-label={props.label}>
      <For each={steps()}>{(step) => <Station step={step} />}</For>
    </ol>
  );
}

function Station(props: { readonly step: TrackStep }) {
  const { formatWhen } = useMessages();
  const certainty = () => certaintyOf(props.step.when);
  return (
    <li class="station" data-tone={props.step.tone} data-certainty={certainty()}>
      <svg class="station-mark" viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true">
        <Show when={props.step.tone === 'ended'} fallback={<circle r="5" />}>
          <path d="M-4.5 -4.5 4.5 4.5M4.5 -4.5 -4.5 4.5" />
        </Show>
      </svg>
      <span class="station-label">
        <Show when={props.step.record} fallback={props.step.label}>
          {(record) => (
            <RecordLink kind={record().kind} key={record().key}>
              {props.step.label}
            </RecordLink>
          )}
        </Show>
      </span>
      <Show when={props.step.tone !== 'open'}>
        <span class="station-when">{formatWhen(props.step.when, 'day')}</span>
      </Show>
      <Show when={props.step.note}>
        <span class="station-note">{props.step.note}</span>
      </Show>
    </li>
  );
}

function certaintyOf(when: When | null): 'exact' | 'bounded' | 'unknown' {
  if (when === null || (when.earliest === null && when.latest === null)) return 'unknown';
  return when.earliest === when.latest ? 'exact' : 'bounded';
}
