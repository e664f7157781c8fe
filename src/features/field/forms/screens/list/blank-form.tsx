import { createSignal } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { Dialog } from '../../../../../platform/ui/parts/actions/dialog.tsx';
import { TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import type { Workbook } from '../../../../../xforms/workbook/workbook.ts';

/** Asks what the form is called, and begins it with nothing in it. */
export function BlankForm(props: {
  readonly isBusy: boolean;
  readonly onBegin: (name: string, workbook: Workbook) => void;
}) {
  const { t } = useMessages();
  const [isOpen, setIsOpen] = createSignal(false);
  const [title, setTitle] = createSignal('');
  const [id, setId] = createSignal('');
  const [isTried, setIsTried] = createSignal(false);
  const begin = () => {
    setIsTried(true);
    if (title().trim() === '' || !isFormId(id())) return;
    setIsOpen(false);
    props.onBegin(`${id()}.xlsx`, blankForm(title().trim(), id()));
  };
  return (
    <>
      <Button look="quiet" disabled={props.isBusy} onClick={() => setIsOpen(true)}>
        {t('forms.blank')}
      </Button>
      <Dialog
        isOpen={isOpen()}
        title={t('forms.blank')}
        onClose={() => setIsOpen(false)}
        actions={
          <>
            <Button look="primary" onClick={begin}>
              {t('forms.blank.begin')}
            </Button>
            <Button onClick={() => setIsOpen(false)}>{t('ui.cancel')}</Button>
          </>
        }
      >
        <div class="form-blank">
          <TextField
            label={t('forms.blank.title')}
            value={title()}
            error={isTried() && title().trim() === '' ? t('forms.blank.title-missing') : undefined}
            onInput={setTitle}
          />
          <TextField
            label={t('forms.blank.id')}
            hint={t('forms.blank.id-hint')}
            value={id()}
            error={isTried() && !isFormId(id()) ? t('forms.blank.id-wrong') : undefined}
            onInput={setId}
          />
        </div>
      </Dialog>
    </>
  );
}

function isFormId(id: string): boolean {
  return /^[a-z][a-z0-9_]{0,99}$/i.test(id);
}

/** The columns that most forms need, and one question to write over. */
function blankForm(title: string, id: string): Workbook {
  return {
    sheets: [
      {
        name: 'survey',
        rows: [
          ['type', 'name', 'label::English (en)', 'hint::English (en)', 'required', 'relevant', 'constraint'],
          ['text', 'question_1', 'Question 1'],
        ],
      },
      { name: 'choices', rows: [['list_name', 'name', 'label::English (en)']] },
      {
        name: 'settings',
        rows: [
          ['form_title', 'form_id', 'version', 'default_language'],
          [title, id, '1', 'English (en)'],
        ],
      },
    ],
  };
}
