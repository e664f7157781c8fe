import { useMessages } from '../../platform/i18n/language-provider.tsx';
import { PublicFrame } from '../../platform/ui/shell/public-frame.tsx';

/** Says that nothing lives at the address, and where to go on. */
export function NotFoundPage() {
  const { t } = useMessages();
  return (
    <PublicFrame title={t('desk.not-found')} tabs={[]}>
      <p>
        <a href="/">{t('desk.not-found-back')}</a>
      </p>
    </PublicFrame>
  );
}
