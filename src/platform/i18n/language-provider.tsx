import { createContext, createEffect, createSignal, type JSX, useContext } from 'solid-js';
import { must } from '../../kernel/result.ts';
import { chooseLanguage, directionOf, type LanguageChoice } from './languages.ts';
import { type Catalogues, loadMessages } from './load.ts';
import type { Messages } from './messages.ts';

/** The messages of the page; what is read from them in JSX follows a change of the language. */
export interface PageMessages extends Messages {
  /** Loads another language, shows it and remembers it in this browser. */
  readonly chooseLanguage: (choice: LanguageChoice) => Promise<void>;
}

const STORED_AS = 'scrutineer.language';
const PageMessagesContext = createContext<PageMessages>();

/** Loads the messages that a page starts with: by its address, the reader's earlier choice, or the browser. */
export function loadFirstMessages(catalogues: Catalogues): Promise<Messages> {
  const stored = localStorage.getItem(STORED_AS);
  return loadMessages(chooseLanguage(location.search, stored, navigator.languages), catalogues);
}

/** Gives messages to everything inside, and keeps `lang` and `dir` of the document. */
export function LanguageProvider(props: {
  readonly first: Messages;
  readonly catalogues: Catalogues;
  readonly children: JSX.Element;
}) {
  const [current, setCurrent] = createSignal(props.first);
  createEffect(() => {
    document.documentElement.lang = current().language;
    document.documentElement.dir = current().direction;
  });
  const choose = async (choice: LanguageChoice) => {
    setCurrent(await loadMessages(choice, props.catalogues));
    localStorage.setItem(STORED_AS, choice);
  };
  const messages = following(current, choose);
  return <PageMessagesContext.Provider value={messages}>{props.children}</PageMessagesContext.Provider>;
}

/** The messages of the page. @throws Error outside of a LanguageProvider. */
export function useMessages(): PageMessages {
  return must(useContext(PageMessagesContext), 'Use messages: no LanguageProvider around the component');
}

function following(current: () => Messages, choose: PageMessages['chooseLanguage']): PageMessages {
  return {
    get language() {
      return current().language;
    },
    get direction() {
      return current().direction;
    },
    t: (key, parameters) => current().t(key, parameters),
    find: (key, parameters) => current().find(key, parameters),
    rich: (key, parts) => current().rich(key, parts),
    localized: (text) => current().localized(text),
    formatDate: (date, style) => current().formatDate(date, style),
    formatDateRange: (days, style) => current().formatDateRange(days, style),
    formatWhen: (when, style) => current().formatWhen(when, style),
    formatMonth: (date, style) => current().formatMonth(date, style),
    formatWeekday: (date, isShort) => current().formatWeekday(date, isShort),
    formatInstant: (instant, zone) => current().formatInstant(instant, zone),
    formatNumber: (value, decimals) => current().formatNumber(value, decimals),
    formatPercent: (percent, decimals) => current().formatPercent(percent, decimals),
    formatShare: (share, decimals) => current().formatShare(share, decimals),
    chooseLanguage: choose,
  };
}

/** The direction of a text in the language `tag`, for a `dir` attribute where it differs from the page's. */
export function directionIfOther(tag: string, page: Messages): 'ltr' | 'rtl' | undefined {
  const direction = directionOf(tag);
  return direction === page.direction ? undefined : direction;
}
