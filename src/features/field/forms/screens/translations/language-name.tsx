import { tagOfLanguage } from '../../../../../kernel/text.ts';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import type { Messages } from '../../../../../platform/i18n/messages.ts';
import { titleOfLanguage } from '../../../../../platform/ui/form/model/form-language.ts';
import { NO_LANGUAGE } from '../../../../../xforms/xlsform/settings.ts';

/** A language of a form as its readers call it, said in that language. */
export function LanguageName(props: { readonly language: string }) {
  const messages = useMessages();
  return (
    <span lang={props.language === NO_LANGUAGE ? undefined : langOf(props.language)}>
      {wordLanguage(props.language, messages)}
    </span>
  );
}

/** `Русский` of `Русский (ru)`; in words where the columns name no language. */
export function wordLanguage(language: string, { t }: Messages): string {
  return language === NO_LANGUAGE ? t('formViews.no-language') : titleOfLanguage(language);
}

/** The tag for a `lang` attribute; an empty one says that the language is not known. */
export function langOf(language: string): string {
  return language === NO_LANGUAGE ? '' : (tagOfLanguage(language) ?? '');
}
