import { createUniqueId } from 'solid-js';
import './fields.css';

/** More is no search, and the addresses that hold it would be too long for the server. */
export const LONGEST_SEARCH = 200;

/** A field to narrow a list while one types; `/` puts the cursor into it. */
export function SearchField(props: {
  /** What is searched, for screen readers; shown as placeholder. */
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  /** Takes what is found on Enter: true where it did. */
  readonly onTake?: (() => boolean) | undefined;
}) {
  const id = `search-${createUniqueId()}`;
  return (
    <search class="search">
      <label class="only-heard" for={id}>
        {props.label}
      </label>
      <svg class="search-glass" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <circle cx="7" cy="7" r="4.5" />
        <path d="M10.5 10.5 14 14" />
      </svg>
      <input
        id={id}
        class="control"
        type="search"
        data-search=""
        maxLength={LONGEST_SEARCH}
        placeholder={props.label}
        value={props.value}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => props.onInput(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.isComposing && props.onTake?.()) event.preventDefault();
        }}
      />
    </search>
  );
}
