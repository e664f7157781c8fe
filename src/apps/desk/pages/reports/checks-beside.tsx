import { ReportChecksPart } from '../../../../features/field/checks/screens/beside/report-checks.tsx';
import { answerInWords, questionInWords } from '../../../../features/field/reports/screens/report/answer-words.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { checkHref } from '../mission-views.ts';

/** What checks say of a report, with its answers worded as the report words them. */
export function ChecksBeside(props: {
  readonly mission: string;
  readonly reportId: string;
  readonly state: string;
  readonly canEdit: boolean;
  readonly onChanged: () => void;
}) {
  const messages = useMessages();
  return (
    <ReportChecksPart
      {...props}
      words={{
        question: (answer) => questionInWords(messages, answer),
        answer: (answer) => answerInWords(messages, answer.kind, answer),
      }}
      hrefOfCheck={(check) => checkHref(props.mission, check)}
    />
  );
}
