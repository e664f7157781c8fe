import type { JSX } from 'solid-js';
import { Dynamic } from 'solid-js/web';

/** Signs of the sections, drawn as lines in a box of 20 × 20. */
const ICONS = {
  overview: () => <path d="M3 16.5V9.5H7V16.5M8 16.5V3.5H12V16.5M13 16.5V7H17V16.5" />,
  calendar: () => <path d="M3.5 5H16.5V16.5H3.5ZM3.5 8.5H16.5M7 3V6.5M13 3V6.5" />,
  candidates: () => (
    <path d="M7 9A3 3 0 1 0 7 3A3 3 0 1 0 7 9ZM2 17C2 13 4 11.5 7 11.5S12 13 12 17M14.5 5.5H18M14.5 9H18M14.5 12.5H18" />
  ),
  places: () => (
    <path d="M10 17.5C10 17.5 4.5 12 4.5 8A5.5 5.5 0 0 1 15.5 8C15.5 12 10 17.5 10 17.5ZM10 10A2 2 0 1 0 10 6A2 2 0 1 0 10 10Z" />
  ),
  claims: () => <path d="M3 4H13V11H7.5L5 13.5V11H3ZM15 7.5H17V14.5H15.5V17L13 14.5H9" />,
  missions: () => (
    <path d="M2 10C5 5.5 7.5 4.5 10 4.5S15 5.5 18 10C15 14.5 12.5 15.5 10 15.5S5 14.5 2 10ZM10 12.5A2.5 2.5 0 1 0 10 7.5A2.5 2.5 0 1 0 10 12.5Z" />
  ),
  forms: () => <path d="M4.5 3H15.5V17H4.5ZM7 7H8.5M10.5 7H13M7 10.5H8.5M10.5 10.5H13M7 14H8.5M10.5 14H13" />,
  devices: () => <path d="M6 2.5H14V17.5H6ZM9 15H11" />,
  reports: () => <path d="M3 11V16.5H17V11M3 11H7L8.5 13H11.5L13 11H17M3 11 5 4H15L17 11" />,
  incidents: () => <path d="M10 3 18 16.5H2ZM10 8V12M10 14V14.5" />,
  keys: () => <path d="M6.5 13.5A3.5 3.5 0 1 0 6.5 6.5A3.5 3.5 0 1 0 6.5 13.5ZM10 10H17.5V13M14.5 10V12.5" />,
  exports: () => <path d="M4 3.5H12L16 7.5V16.5H4ZM12 3.5V7.5H16M10 9V14M7.5 11.8 10 14.3 12.5 11.8" />,
  calls: () => (
    <path d="M5.5 3H8L9.5 6.5 7.7 8A9 9 0 0 0 12 12.3L13.5 10.5 17 12V14.5A2.5 2.5 0 0 1 14.5 17C8.5 17 3 11.5 3 5.5A2.5 2.5 0 0 1 5.5 3Z" />
  ),
  messages: () => <path d="M3 4.5H17V14H9L5.5 17V14H3ZM6 7.7H14M6 10.7H11.5" />,
  meetings: () => (
    <path d="M3 11H17M5 11V16.5M15 11V16.5M6.5 8A2 2 0 1 0 6.5 4A2 2 0 1 0 6.5 8ZM13.5 8A2 2 0 1 0 13.5 4A2 2 0 1 0 13.5 8Z" />
  ),
  log: () => <path d="M3.5 5H5.5M3.5 10H5.5M3.5 15H5.5M8.5 5H16.5M8.5 10H16.5M8.5 15H16.5" />,
  sources: () => (
    <path d="M4 3.5H13.5A2.5 2.5 0 0 1 16 6V16.5H6.5A2.5 2.5 0 0 1 4 14ZM4 14A2.5 2.5 0 0 1 6.5 11.5H16M7.5 7H12.5" />
  ),
  import: () => <path d="M10 3V12M6.5 8.5 10 12 13.5 8.5M3.5 12.5V16.5H16.5V12.5" />,
  history: () => <path d="M4 6.5A7 7 0 1 1 3 10.5M4 3V6.5H7.5M10 6.5V10.5L12.5 12.5" />,
  elections: () => <path d="M3 9.5H17V16.5H3ZM6 9.5V3.5H14V9.5M8 12.5H12M8.5 6.5H11.5" />,
  people: () => (
    <path d="M8 9.5A3 3 0 1 0 8 3.5A3 3 0 1 0 8 9.5ZM2.5 16.5C2.5 13.5 4.5 12 8 12S13.5 13.5 13.5 16.5M13 4A3 3 0 0 1 13 9.2M15 12.6C16.7 13.3 17.5 14.6 17.5 16.5" />
  ),
  accounts: () => (
    <path d="M10 9.5A3.5 3.5 0 1 0 10 2.5A3.5 3.5 0 1 0 10 9.5ZM3.5 17C3.5 13.5 6 12 10 12S16.5 13.5 16.5 17" />
  ),
  law: () => <path d="M10 3V16.5M6 16.5H14M4 5.5H16M4 5.5 1.8 11H6.2ZM16 5.5 13.8 11H18.2Z" />,
  settings: () => <path d="M3 6H9M13 6H17M11 4V8M3 14H6M10 14H17M8 12V16" />,
  language: () => (
    <path d="M10 17A7 7 0 1 0 10 3A7 7 0 1 0 10 17ZM3 10H17M10 3C7.5 5 7 7.5 7 10S7.5 15 10 17M10 3C12.5 5 13 7.5 13 10S12.5 15 10 17" />
  ),
  theme: () => <path d="M10 17A7 7 0 1 0 10 3A7 7 0 1 0 10 17ZM10 3V17M10 6.5H15.5M10 10H17M10 13.5H15.5" />,
  search: () => <path d="M9 14A5 5 0 1 0 9 4A5 5 0 1 0 9 14ZM12.7 12.7 17 17" />,
} as const satisfies Record<string, () => JSX.Element>;

/** The name of a sign. */
export type IconName = keyof typeof ICONS;

/** A sign beside a word; it says nothing by itself. */
export function Icon(props: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
      <Dynamic component={ICONS[props.name]} />
    </svg>
  );
}
