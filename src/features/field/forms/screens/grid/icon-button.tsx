import type { JSX } from 'solid-js';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';

/** A button that shows a sign; its words are heard, and seen when the pointer rests on it. */
export function IconButton(props: {
  readonly label: string;
  readonly isOff: boolean;
  readonly onPress: () => void;
  readonly children: JSX.Element;
}) {
  return (
    <Button look="quiet" aria-label={props.label} title={props.label} disabled={props.isOff} onClick={props.onPress}>
      <svg class="grid-icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        {props.children}
      </svg>
    </Button>
  );
}

/** Words of a button that opens a menu. */
export function MenuWords(props: { readonly children: JSX.Element }) {
  return (
    <>
      {props.children}
      <svg class="grid-icon" viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
        <path d="M1.5 3.5 5 7 8.5 3.5" />
      </svg>
    </>
  );
}
