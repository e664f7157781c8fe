/** What a small button shows that takes something away; its words are the button's. */
export function CrossSign() {
  return (
    <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
      <path d="M3 3 9 9M9 3 3 9" />
    </svg>
  );
}
