import { type Accessor, createSignal } from 'solid-js';

/** Light, dark, or as the system says. */
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const STORED_AS = 'scrutineer.theme';
const [theme, setTheme] = createSignal<Theme>(readTheme());

/** The theme that the reader chose. */
export const chosenTheme: Accessor<Theme> = theme;

/** Shows a theme and remembers it in this browser. */
export function chooseTheme(choice: Theme): void {
  localStorage.setItem(STORED_AS, choice);
  setTheme(choice);
  showTheme();
}

/** Sets the stored theme on the document; call it first of all, so that nothing is painted twice. */
export function showTheme(): void {
  const choice = theme();
  if (choice === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
}

function readTheme(): Theme {
  const stored = globalThis.localStorage?.getItem(STORED_AS);
  return THEMES.find((known) => known === stored) ?? 'system';
}
