import { useMessages } from '../../../../../../../platform/i18n/language-provider.tsx';
import type { ApiProblem } from '../../../../../../../platform/ui/api.ts';
import { Button } from '../../../../../../../platform/ui/parts/actions/button.tsx';
import { ErrorState } from '../../../../../../../platform/ui/parts/states/error-state.tsx';

/** Says that the report cannot be corrected any more as it stands now, and leads to what helps: sending again does not. */
export function ClosedReport(props: {
  readonly problem: ApiProblem;
  /** Asks for the report to be taken back. */
  readonly onTakeBack: () => void;
  /** Shows the report as it is now. */
  readonly onLook: () => void;
}) {
  const { t } = useMessages();
  const isVoid = () => props.problem.parameters.state === 'void';
  return (
    <div class="report-act">
      <ErrorState
        problem={props.problem}
        actions={
          <Button onClick={() => (isVoid() ? props.onTakeBack() : props.onLook())}>
            {t(isVoid() ? 'reports.act.unvoid-ask' : 'reports.act.look')}
          </Button>
        }
      />
      <p>{t('reports.act.closed-kept')}</p>
    </div>
  );
}
