import { type BeforeLeaveEventArgs, useBeforeLeave } from '@solidjs/router';
import { createSignal, onCleanup } from 'solid-js';
import { useMessages } from '../../i18n/language-provider.tsx';
import { Button } from '../parts/actions/button.tsx';
import { Dialog } from '../parts/actions/dialog.tsx';

/** Asks before a page is left on which something was typed; the browser asks before it closes the window. */
export function LeaveGuard(props: {
  /** Whether there is something to be asked about. */
  readonly isHeld: boolean;
  /** Whether it is kept in the browser and can be taken up again. */
  readonly isSafe: boolean;
}) {
  const { t } = useMessages();
  const [wanted, setWanted] = createSignal<(() => void) | null>(null);
  const hold = (event: BeforeUnloadEvent) => {
    if (props.isHeld) event.preventDefault();
  };
  window.addEventListener('beforeunload', hold);
  onCleanup(() => window.removeEventListener('beforeunload', hold));
  useBeforeLeave((event: BeforeLeaveEventArgs) => {
    const isSamePage = typeof event.to === 'string' && pathOf(event.to) === event.from.pathname;
    if (!props.isHeld || event.defaultPrevented || isSamePage) return;
    event.preventDefault();
    setWanted(() => () => event.retry(true));
  });
  const leave = () => {
    const go = wanted();
    setWanted(null);
    go?.();
  };
  return (
    <Dialog
      isOpen={wanted() !== null}
      title={t('fill.leave')}
      onClose={() => setWanted(null)}
      actions={
        <>
          <Button look="primary" onClick={() => setWanted(null)}>
            {t('fill.stay')}
          </Button>
          <Button onClick={leave}>{t('fill.go')}</Button>
        </>
      }
    >
      <p>{t(props.isSafe ? 'fill.leave-kept' : 'fill.leave-lost')}</p>
    </Dialog>
  );
}

function pathOf(address: string): string {
  return new URL(address, location.href).pathname;
}
