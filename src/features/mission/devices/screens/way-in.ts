import type { Messages } from '../../../../platform/i18n/messages.ts';
import { formatMoment } from '../../../../platform/ui/moment.ts';
import type { DeviceSecrets } from '../device-replies.ts';

/** What is to be taken over letter by letter. */
export interface Secret {
  readonly label: string;
  readonly text: string;
}

/** The text of the QR code by which a phone becomes the device. */
export function codeOf(secrets: DeviceSecrets): string {
  return secrets.kind === 'odk' ? secrets.qr : secrets.link;
}

/** The address that the phone is led to. */
export function addressOf(secrets: DeviceSecrets): string {
  return secrets.kind === 'odk' ? secrets.openRosaUrl : secrets.link;
}

/** What is to be done with the QR code, in the reader's language. */
export function stepsOf(messages: Messages, secrets: DeviceSecrets): string {
  if (secrets.kind === 'odk') return messages.t('devices.steps.odk');
  return messages.t('devices.steps.app', { time: formatMoment(messages, secrets.endsAt) });
}

/** The ways in where nothing can be scanned. */
export function secretsOf({ t }: Messages, told: DeviceSecrets): Secret[] {
  if (told.kind === 'app') return [{ label: t('devices.link'), text: told.link }];
  const { login } = told;
  const byName =
    login === null
      ? []
      : [
          { label: t('devices.login-url'), text: login.url },
          { label: t('devices.login'), text: login.name },
          { label: t('devices.password'), text: login.password },
        ];
  return [{ label: t('devices.url'), text: told.openRosaUrl }, ...byName];
}
