// The engine of ODK Web Forms without any view: usable once the instance is there.
import { createInstance, loadForm } from '@getodk/xforms-engine';

const { form } = Object.fromEntries(new URLSearchParams(location.search));
const formXml = await (await fetch(`/forms/${form}/form.xml`)).text();
const fetchFormAttachment = (url) => fetch(`/forms/${form}/files/${url.pathname.split('/').at(-1)}`);
const loaded = await loadForm(formXml, { fetchFormAttachment, missingResourceBehavior: 'BLANK' });
if (loaded.status === 'failure') throw loaded.error;
window.instance =
  loaded.createInstance === undefined
    ? await createInstance(formXml, { form: { fetchFormAttachment } })
    : loaded.createInstance();
requestAnimationFrame(() => setTimeout(() => (window.usableAt = performance.now())));
