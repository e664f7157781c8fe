import { For } from 'solid-js';
import { useMessages } from '../../i18n/language-provider.tsx';
import { LANGUAGE_NAMES, LANGUAGES } from '../../i18n/languages.ts';
import { Menu, MenuItem } from '../parts/actions/menu.tsx';
import { chooseTheme, chosenTheme, THEMES } from '../theme/theme.ts';
import { Icon } from './icons.tsx';

/** Chooses the language of the page; each language under its own name. */
export function LanguageSwitch() {
  const messages = useMessages();
  return (
    <Menu
      label={`${messages.language.toUpperCase()}: ${messages.t('ui.language')}`}
      button={
        <>
          <Icon name="language" />
          <span class="switch-word">{messages.language.toUpperCase()}</span>
        </>
      }
    >
      <For each={LANGUAGES}>
        {(language) => (
          <MenuItem isChosen={messages.language === language} onChoose={() => void messages.chooseLanguage(language)}>
            <span lang={language}>{LANGUAGE_NAMES[language]}</span>
          </MenuItem>
        )}
      </For>
    </Menu>
  );
}

/** Chooses light, dark, or as the system says. */
export function ThemeSwitch() {
  const { t } = useMessages();
  return (
    <Menu label={t('ui.theme')} button={<Icon name="theme" />}>
      <For each={THEMES}>
        {(theme) => (
          <MenuItem isChosen={chosenTheme() === theme} onChoose={() => chooseTheme(theme)}>
            {t(`ui.theme.${theme}`)}
          </MenuItem>
        )}
      </For>
    </Menu>
  );
}
