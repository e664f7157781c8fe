/** The views of a form, in the order in which a form comes to be. */
export const FORM_TABS = ['edit', 'phone', 'paper', 'translations', 'files', 'versions'] as const;
export type FormTab = (typeof FORM_TABS)[number];

/** The view of that name in an address; the first one where it names none. */
export function formTabOf(name: string | undefined): FormTab {
  return FORM_TABS.find((tab) => tab === name) ?? FORM_TABS[0];
}
