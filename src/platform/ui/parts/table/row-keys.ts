const DOWN = ['ArrowDown', 'j'];
const UP = ['ArrowUp', 'k'];

/** The key as keys are told to people: on a keyboard with other letters, the Latin one of the same place; none with Ctrl and the like. */
export function plainKey(event: KeyboardEvent): string | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const [, letter] = /^Key([A-Z])$/.exec(event.code) ?? [];
  const isOther = /^\p{L}$/u.test(event.key) && !/^[a-z]$/i.test(event.key);
  return isOther && letter !== undefined ? letter.toLowerCase() : event.key;
}

/** Moves the focus to the first link of the next or previous row: a key handler for a table or a list of `[data-row]`. */
export function moveInRows(event: KeyboardEvent): void {
  const step = stepOf(event);
  const row = event.target instanceof Element ? event.target.closest('[data-row]') : null;
  if (step === 0 || row === null || isTyping(event.target)) return;
  const target = neighbour(row, step);
  if (target === null) return;
  event.preventDefault();
  focusRow(target);
}

/**
 * Lets `j` `k` and the arrows start in the first row of the page's main region while nothing else has the focus, and
 * `/` put the cursor into its search field. Returns what takes the keys away again.
 */
export function listenForRowKeys(): () => void {
  const listen = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key === '/') focusFirst(event, 'main input[data-search]');
    else if (document.activeElement === document.body && stepOf(event) > 0) focusFirst(event, 'main [data-row]');
  };
  document.addEventListener('keydown', listen);
  return () => document.removeEventListener('keydown', listen);
}

/** Whether a key pressed there is meant as text. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;
}

function focusFirst(event: KeyboardEvent, selector: string): void {
  const found = document.querySelector(selector);
  if (found === null) return;
  event.preventDefault();
  focusRow(found);
}

/** 1: to the next row, -1: to the one before; 0: the key is meant for something else. */
export function stepOf(event: KeyboardEvent): -1 | 0 | 1 {
  const key = plainKey(event);
  if (key === null) return 0;
  if (DOWN.includes(key)) return 1;
  return UP.includes(key) ? -1 : 0;
}

function neighbour(row: Element, step: -1 | 1): Element | null {
  const rows = [...(row.closest('table, [role="list"], ul, ol')?.querySelectorAll('[data-row]') ?? [])];
  return rows[rows.indexOf(row) + step] ?? null;
}

function focusRow(row: Element): void {
  const target = row.matches('a, button, input') ? row : row.querySelector('a, button, input');
  if (target instanceof HTMLElement) target.focus();
}
