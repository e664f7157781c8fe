import { type Component, lazy } from 'solid-js';
import { must } from '../../kernel/result.ts';
import { type Catalogues, needAreas, PUBLIC_CATALOGUES } from '../../platform/i18n/load.ts';
import type { Area, Catalogue } from '../../platform/i18n/messages.ts';

/** What the desk says at once, beside the words of public pages. */
export const START: readonly Area[] = ['accounts', 'security'];

/** The areas that come when a page needs them. Those of public pages come in one piece and are left out here. */
const FILES = import.meta.glob<Catalogue[string]>(
  [
    '../../platform/i18n/messages/*/*.json',
    '!../../platform/i18n/messages/*/{calendar,candidates,claims,commissions,desk,fields,issues,mission}.json',
    '!../../platform/i18n/messages/*/{missions,overview,places,problems,protocols,receipts,sources,ui}.json',
    // Said by the server alone.
    '!../../platform/i18n/messages/*/{openrosa,paper}.json',
  ],
  { import: 'default' },
);

/** The words of the desk: those of public pages at once, every other area when it is asked for. */
export const DESK_CATALOGUES: Catalogues = {
  ...PUBLIC_CATALOGUES,
  area: (language, area) => {
    const name = area.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const path = `../../platform/i18n/messages/${language}/${name}.json`;
    return must(FILES[path], `Load the words of ${area}: there is no ${path}`)();
  },
};

/** A page, or a piece of one, that is loaded when it is first shown, together with the words that it says. */
export function pageWithWords<P extends object>(
  areas: readonly Area[],
  load: () => Promise<Component<P>>,
): Component<P> {
  return lazy(async () => {
    const [page] = await Promise.all([load(), needAreas(areas)]);
    return { default: page };
  });
}
