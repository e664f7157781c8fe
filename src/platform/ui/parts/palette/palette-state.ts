import { createSignal } from 'solid-js';

const [isOpen, setIsOpen] = createSignal(false);
const [count, setCount] = createSignal(0);

/** Whether the palette is open. */
export const isPaletteOpen = isOpen;

/** Whether the page has a palette at all. */
export const isPaletteThere = () => count() > 0;

/** Opens the palette of the page. */
export function openPalette(): void {
  setIsOpen(true);
}

/** Closes the palette. */
export function closePalette(): void {
  setIsOpen(false);
}

/** Says that a palette stands on the page; returns what takes it away again. */
export function announcePalette(): () => void {
  setCount((standing) => standing + 1);
  return () => setCount((standing) => standing - 1);
}
