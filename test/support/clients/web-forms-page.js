// ODK Web Forms with its view: a person answers and presses Send.
import { OdkWebForm, webFormsPlugin } from '@getodk/web-forms';
import { createApp, h } from 'vue';
import { fetchForm, send } from './wrapper.ts';

const { server, form } = Object.fromEntries(new URLSearchParams(location.search));
const { xml, files, limitBytes } = await fetchForm(server, form);
const fetchFormAttachment = (url) => fetch(files.get(decodeURIComponent(url.pathname.split('/').at(-1))));
const onSubmitChunked = async ({ status, data }, done) => {
  if (status !== 'ready') throw new Error(`The payload is ${status}`);
  window.answered = [];
  for (const part of data) window.answered.push(await send(server, part));
  done({ next: 'POST_SUBMIT__NEW_INSTANCE' });
};
const app = createApp({
  render: () =>
    h(OdkWebForm, {
      ...{ formXml: xml, fetchFormAttachment, missingResourceBehavior: 'DEFAULT' },
      ...{ submissionMaxSize: limitBytes, onSubmitChunked },
    }),
});
app.use(webFormsPlugin);
app.mount('#form');
