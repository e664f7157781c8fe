// Enketo: its server's part (transformation, addresses of files, lists as XML) and its page's part in one.
import fileManager from 'enketo-core/src/js/file-manager.js';
import { Form } from 'enketo-core/src/js/form.js';
import { transform } from 'enketo-transformer/web';
import { fetchForm, send } from './wrapper.ts';

const { server, form: formId } = Object.fromEntries(new URLSearchParams(location.search));
const { xml, files } = await fetchForm(server, formId);
const { form: html, model } = await transform({ xform: xml });
const parser = new DOMParser();

const main = document.querySelector('#form');
main.className = 'main';
main.innerHTML = `<article class="paper"><header class="form-header"><span class="form-language-selector hide"><span>Language</span></span><div class="form-progress"></div></header>${html}<section class="form-footer"><div class="content"><fieldset class="draft question hide"></fieldset><div class="main-controls"><a class="first-page" href="#"></a><a class="previous-page" href="#"></a><a class="next-page" href="#"></a><a class="last-page" href="#"></a><button id="validate-form"></button></div></div></section></article>`;

for (const shown of main.querySelectorAll('[src^="jr:"]')) {
  shown.src = files.get(decodeURIComponent(shown.getAttribute('src').split('/').at(-1)));
}

const opened = new Form(
  document.querySelector('#form form'),
  { modelStr: model, external: await fetchLists(model) },
  {},
);
const faults = opened.init();
if (faults.length > 0) throw new Error(faults.join('\n'));

window.submitRecord = async () => {
  await opened.validate();
  const record = parser.parseFromString(opened.getDataStr({ irrelevant: false }), 'text/xml');
  const named = [...record.querySelectorAll('[type="file"]')];
  for (const node of named) node.removeAttribute('type');
  const body = new FormData();
  const text = new XMLSerializer().serializeToString(record.documentElement);
  body.append('xml_submission_file', new Blob([text], { type: 'text/xml' }), 'xml_submission_file');
  const current = fileManager.getCurrentFiles();
  for (const { textContent: name } of named) {
    const file = current.find((one) => one.name === name);
    if (file !== undefined) body.append(name, file, name);
  }
  window.answered = [await send(server, body)];
};
window.isOpen = true;

/** Lists of choices that lie beside the form, from CSV. */
async function fetchLists(modelText) {
  const instances = [...parser.parseFromString(modelText, 'text/xml').querySelectorAll('instance[id][src]')];
  return Promise.all(
    instances.map(async (instance) => {
      const name = instance.getAttribute('src').split('/').at(-1);
      const address = files.get(decodeURIComponent(name));
      const text = await (await fetch(address)).text();
      return { id: instance.id, src: instance.getAttribute('src'), xml: listOf(text) };
    }),
  );
}

function listOf(text) {
  const [columns, ...rows] = text
    .trim()
    .split('\n')
    .map((line) => [...line.matchAll(/("[^"]*"|[^,]*)(?:,|$)/g)].map(([, cell]) => cell.replaceAll('"', '')));
  const list = document.implementation.createDocument(null, 'root');
  for (const row of rows) {
    const item = list.documentElement.appendChild(list.createElement('item'));
    columns.forEach((column, at) => {
      if (column !== '') item.appendChild(list.createElement(column)).textContent = row[at];
    });
  }
  return list;
}
