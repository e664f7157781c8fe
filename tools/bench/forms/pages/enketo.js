// Enketo as its server hands a form over: transformed beforehand, which is not counted.
import { Form } from 'enketo-core/src/js/form.js';
import { markUsable } from './usable.js';

const { form } = Object.fromEntries(new URLSearchParams(location.search));
const { html, model, external } = await (await fetch(`/forms/${form}/enketo.json`)).json();
document.querySelector('#form').innerHTML = html;
const parser = new DOMParser();
const documents = external.map(({ id, xml }) => ({ id, xml: parser.parseFromString(xml, 'text/xml') }));
const opened = new Form(document.querySelector('#form form'), { modelStr: model, external: documents }, {});
const faults = opened.init();
if (faults.length > 0) throw new Error(faults.join('\n'));
markUsable('#form input');
