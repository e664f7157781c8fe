// Our own form as the field app opens it: one page at a time, the package parsed on the server.

// First of all stands what asks for the form, so that it comes while the rest begins.
import './ask.ts';
import { render } from 'solid-js/web';
import { LanguageProvider } from '../../../../src/platform/i18n/language-provider.tsx';
import { CATALOGUES } from '../../../../src/platform/i18n/load.ts';
import formWords from '../../../../src/platform/i18n/messages/en/form.json';
import uiWords from '../../../../src/platform/i18n/messages/en/ui.json';
import { createMessages } from '../../../../src/platform/i18n/messages.ts';
import { FormView } from '../../../../src/platform/ui/form/form-view.tsx';
import { openForm } from '../../../../src/xforms/instance/open.ts';
import { handedOver } from './ask.ts';

const handed = await handedOver;
const opened = openForm({
  package: handed.package,
  data: new Map(handed.data),
  environment: {
    now: () => Date.now(),
    uuid: () => crypto.randomUUID(),
    random: () => Math.random(),
    offsetMinutes: () => 0,
    deviceId: 'bench',
    username: '',
    email: '',
    phoneNumber: '',
  },
});
if (!opened.ok) throw new Error(opened.error.code);
const session = opened.value;
const place = document.querySelector('#form');
if (place === null) throw new Error('No place for the form');
const isViewless = new URLSearchParams(location.search).has('viewless');
if (!isViewless) {
  render(
    () => (
      <LanguageProvider first={createMessages('en', { form: formWords, ui: uiWords })} catalogues={CATALOGUES}>
        <FormView session={session} mode="page" onFinish={() => {}} />
      </LanguageProvider>
    ),
    place,
  );
}
Object.assign(window, { session });
const look = () => {
  if (!isViewless && document.querySelector('#form input') === null) requestAnimationFrame(look);
  else requestAnimationFrame(() => setTimeout(() => Object.assign(window, { usableAt: performance.now() })));
};
look();
