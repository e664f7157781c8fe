// Enketo as its server hands a form over: transformed beforehand, which is not counted.
import { Form } from 'enketo-core/src/js/form.js';
import { markUsable } from './usable.js';

const { form } = Object.fromEntries(new URLSearchParams(location.search));
const { html, model, external } = await (await fetch(`/forms/${form}/enketo.json`)).json();
// The frame that Enketo's pages bring along.
const frame = ['first-page', 'previous-page', 'next-page', 'last-page']
  .map((name) => `<a class="${name}" href="#"></a>`)
  .join('');
document.querySelector('#form').className = 'main';
document.querySelector('#form').innerHTML =
  `<article class="paper"><header class="form-header"><span class="form-language-selector hide"><span>Language</span></span><div class="form-progress"></div></header>${html}<section class="form-footer"><div class="content"><fieldset class="draft question hide"></fieldset><div class="main-controls">${frame}<button id="validate-form"></button></div></div></section></article>`;
const parser = new DOMParser();
const documents = external.map(({ id, xml }) => ({ id, xml: parser.parseFromString(xml, 'text/xml') }));
const opened = new Form(document.querySelector('#form form'), { modelStr: model, external: documents }, {});
const faults = opened.init();
if (faults.length > 0) throw new Error(faults.join('\n'));
markUsable('#form input');
