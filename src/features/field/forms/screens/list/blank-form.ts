import type { Workbook } from '../../../../../xforms/workbook/workbook.ts';

/** What a form begins with that has nothing yet: the columns that most forms need, and one question to write over. */
export const BLANK_FORM: Workbook = {
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
        ['New form', 'new_form', '1', 'English (en)'],
      ],
    },
  ],
};
