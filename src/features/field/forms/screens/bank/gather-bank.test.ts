import { describe, expect, it } from 'vitest';
import { workbookOf } from '../../../../../../test/support/form-templates.ts';
import { gatherBank, searchSources } from './gather-bank.ts';

const survey = (rows: string, choices = '| | yn | yes | Yes |') =>
  workbookOf(`
| survey |
| | type | name | label::English (en) | required |
${rows}
| choices |
| | list_name | name | label::English (en) |
${choices}`);
const form = (title: string, workbook: ReturnType<typeof workbookOf>) => ({ formId: title, title, workbook });
const READER = { language: 'en' } as const;
const SEX = '| | select_one yn | open | Is it open? | |';

describe('gatherBank', () => {
  it('lists once what several sources ask alike, and names them', () => {
    const sources = gatherBank(READER, {
      templates: [],
      forms: [
        form('First', survey(`${SEX}\n| | text | seal | Seal | |`)),
        form(
          'Second',
          survey('| | select_one yn | open | Is it open? | yes |\n| | text | seal | Number of the seal | |'),
        ),
        form('Third', survey(SEX)),
      ],
    });
    expect(sources.map(({ title, questions }) => [title, questions.map(({ name, alsoIn }) => [name, alsoIn])])).toEqual(
      [
        [
          'First',
          [
            ['open', ['Second', 'Third']],
            ['seal', []],
          ],
        ],
        ['Second', [['seal', []]]],
      ],
    );
    expect(searchSources(sources, 'open')[0]?.questions[0]?.alsoIn).toEqual(['Second', 'Third']);
  });

  it('keeps apart what offers other choices, and groups that ask other things', () => {
    const group = (label: string) =>
      `| | begin_group | g | Visit | |\n| | text | a | ${label} | |\n| | end_group | | | |`;
    const sources = gatherBank(READER, {
      templates: [],
      forms: [
        form('First', survey(`${SEX}\n${group('One')}`)),
        form('Second', survey(`${SEX}\n${group('Two')}`, '| | yn | no | No |')),
      ],
    });
    expect(sources.map(({ questions }) => questions.map(({ name }) => name))).toEqual([
      ['open', 'g', 'a'],
      ['open', 'g', 'a'],
    ]);
  });
});
