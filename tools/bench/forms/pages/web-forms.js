// ODK Web Forms as a page opens it: the whole form at once.
import { OdkWebForm, webFormsPlugin } from '@getodk/web-forms';
import { createApp, h } from 'vue';
import { markUsable } from './usable.js';

const { form } = Object.fromEntries(new URLSearchParams(location.search));
const formXml = await (await fetch(`/forms/${form}/form.xml`)).text();
const fetchFormAttachment = (url) => fetch(`/forms/${form}/files/${url.pathname.split('/').at(-1)}`);
const app = createApp({
  render: () => h(OdkWebForm, { formXml, fetchFormAttachment, missingResourceBehavior: 'BLANK' }),
});
app.use(webFormsPlugin);
app.mount('#form');
markUsable('#form input');
