import { createSignal } from 'solid-js';
import { isLanguageTag } from '../../../../../kernel/text.ts';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { Dialog } from '../../../../../platform/ui/parts/actions/dialog.tsx';
import { TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import type { Workbook } from '../../../../../xforms/workbook/workbook.ts';
import { addLanguage } from '../../checking/translations/set-translation.ts';

interface AddLanguageProps {
  readonly workbook: Workbook;
  /** Those that the form has. */
  readonly languages: readonly string[];
  readonly onAdd: (next: Workbook, language: string) => void;
}

/** A button that asks for the name and tag of a language and adds its columns. */
export function AddLanguage(props: AddLanguageProps) {
  const { t } = useMessages();
  const [isOpen, setIsOpen] = createSignal(false);
  const add = (language: string) => {
    setIsOpen(false);
    props.onAdd(addLanguage(props.workbook, language), language);
  };
  return (
    <div>
      <Button onClick={() => setIsOpen(true)}>{t('formViews.add-language')}</Button>
      <Dialog isOpen={isOpen()} title={t('formViews.add-language')} onClose={() => setIsOpen(false)}>
        <LanguageForm languages={props.languages} onAdd={add} />
      </Dialog>
    </div>
  );
}

/** Faults are told once one has tried, and go as they are mended. */
function LanguageForm(props: { readonly languages: readonly string[]; readonly onAdd: (language: string) => void }) {
  const { t } = useMessages();
  const [name, setName] = createSignal('');
  const [tag, setTag] = createSignal('');
  const [hasTried, setHasTried] = createSignal(false);
  const clean = () => name().trim().replace(/\s+/g, ' ');
  const language = () => `${clean()} (${tag().trim()})`;
  const nameFault = () => {
    if (clean() === '' || /[:()]/.test(clean())) return t('formViews.language-name-wrong');
    return props.languages.includes(language()) ? t('formViews.language-known', { name: language() }) : undefined;
  };
  const tagFault = () => (isLanguageTag(tag().trim()) ? undefined : t('formViews.language-tag-wrong'));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setHasTried(true);
    if (nameFault() === undefined && tagFault() === undefined) props.onAdd(language());
  };
  return (
    <form class="add-language" noValidate onSubmit={submit}>
      <TextField
        label={t('formViews.language-name')}
        hint={t('formViews.language-name-hint')}
        error={hasTried() ? nameFault() : undefined}
        value={name()}
        onInput={setName}
        isFocusedFirst
      />
      <TextField
        label={t('formViews.language-tag')}
        hint={t('formViews.language-tag-hint')}
        error={hasTried() ? tagFault() : undefined}
        value={tag()}
        onInput={setTag}
        width="date"
      />
      <Button look="primary" type="submit">
        {t('formViews.add-language')}
      </Button>
    </form>
  );
}
