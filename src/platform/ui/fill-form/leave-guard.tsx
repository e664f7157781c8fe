import { useMessages } from '../../i18n/language-provider.tsx';
import { Button } from '../parts/actions/button.tsx';
import { Dialog } from '../parts/actions/dialog.tsx';
import { createLeaveHold } from '../parts/panel/leave-hold.ts';

/** Asks before a page is left on which something was typed; the browser asks before it closes the window. */
export function LeaveGuard(props: {
  /** Whether there is something to be asked about. */
  readonly isHeld: boolean;
  /** Whether it is kept in the browser and can be taken up again. */
  readonly isSafe: boolean;
}) {
  const { t } = useMessages();
  const leaving = createLeaveHold(() => props.isHeld);
  return (
    <Dialog
      isOpen={leaving.wanted() !== null}
      title={t('fill.leave')}
      onClose={leaving.stay}
      actions={
        <>
          <Button look="primary" onClick={leaving.stay}>
            {t('ui.stay')}
          </Button>
          <Button onClick={leaving.go}>{t('ui.leave')}</Button>
        </>
      }
    >
      <p>{t(props.isSafe ? 'fill.leave-kept' : 'fill.leave-lost')}</p>
    </Dialog>
  );
}
