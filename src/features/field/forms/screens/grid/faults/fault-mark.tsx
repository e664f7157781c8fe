import { Show } from 'solid-js';
import type { FormFault } from '../../../../../../xforms/form/form-fault.ts';
import type { PlacedFault } from '../../../editing/place-faults.ts';

/** The mark of a fault: an octagon with a cross for an error, a triangle for a warning. */
export function FaultMark(props: { readonly severity: FormFault['severity'] }) {
  return (
    <svg
      class="grid-mark"
      data-severity={props.severity}
      viewBox="-0.5 -0.5 13 13"
      width="13"
      height="13"
      aria-hidden="true"
    >
      <Show
        when={props.severity === 'error'}
        fallback={
          <>
            <path class="grid-mark-body" d="M6 .4 12 11.4H0Z" />
            <path class="grid-mark-cut" d="M6 4.4V7.6M6 9.4h0" />
          </>
        }
      >
        <path class="grid-mark-body" d="M3.5.3h5l3.2 3.2v5l-3.2 3.2h-5L.3 8.5v-5Z" />
        <path class="grid-mark-cut" d="M3.9 3.9 8.1 8.1M8.1 3.9 3.9 8.1" />
      </Show>
    </svg>
  );
}

/** The gravest of several faults. */
export function gravest(faults: readonly PlacedFault[]): FormFault['severity'] {
  return faults.some(({ fault }) => fault.severity === 'error') ? 'error' : 'warning';
}
